import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Score } from '../../../src/evaluators/metric.ts';
import { compareScores, type Side } from '../../../src/history/compare-scores.ts';

const side = (id: string, value: number | null, direction: Score['direction'] = 'higher'): Side => ({
  id,
  kind: 'model',
  scores: value === null ? [] : [{ name: 'm', value, direction }],
});
const compare = (sides: readonly Side[]) => compareScores(sides, null, (id, score) => ({ id, score }));
const values = fc.array(fc.option(fc.integer({ min: 0, max: 20 })), { minLength: 2, maxLength: 10 });

describe('sides beside each other', () => {
  test('a lone score is no best one', () => {
    const { best_performing, comparison_summary } = compare([side('a', 1), side('b', null)]);

    expect(best_performing).toEqual({});
    expect(comparison_summary).toBe('No metric has two scores to compare.');
  });

  test('a metric that is better high on one side and low on the other has no best side', () => {
    expect(compare([side('a', 1), side('b', 0, 'lower')]).best_performing).toEqual({});
  });

  test('a mean of 0 has no coefficient of variation', () => {
    const { statistical_analysis } = compare([side('a', 0), side('b', 0)]);

    expect(statistical_analysis['m']).toEqual({ mean: 0, std: 0, min: 0, max: 0, range: 0, cv: null });
  });

  test('sides without any score have nothing to show', () => {
    const compared = compare([side('a', null), side('b', null)]);

    expect(compared).toMatchObject({ best_performing: {}, statistical_analysis: {} });
    expect(compared.metric_comparisons).toEqual({});
  });

  test('the sentence counts who is best in how many, the most first', () => {
    const scores = (a: number, b: number, c: number): readonly Score[] =>
      Object.entries({ a, b, c }).map(([name, value]) => ({ name, value, direction: 'higher' }));

    const { comparison_summary } = compare([
      { id: 'one', kind: 'model', scores: scores(1, 0, 0) },
      { id: 'two', kind: 'model', scores: scores(0, 1, 1) },
    ]);

    expect(comparison_summary).toBe('Of 3 compared metrics, two is best in 2, one is best in 1.');
  });

  test('no side beats the best one, and a tie is one of equals', () => {
    fc.assert(
      fc.property(values, fc.constantFrom('higher' as const, 'lower' as const), (list, direction) => {
        const sides = list.map((value, index) => side(String(index), value, direction));
        const present = list.filter((value) => value !== null);
        const top = direction === 'lower' ? Math.min(...present) : Math.max(...present);
        const equals = list.filter((value) => value === top).length;
        const best = compare(sides).best_performing['m'];
        if (present.length < 2) expect(best).toBeUndefined();
        else if (equals > 1) expect(best).toBe('tie');
        else expect(list[Number(best)]).toBe(top);
      }),
    );
  });
});
