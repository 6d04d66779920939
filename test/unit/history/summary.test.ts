import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { summarise } from '../../../src/history/summary.ts';
import type { HistoryRow } from '../../../src/store/history.ts';

function row(over: Partial<HistoryRow> = {}): HistoryRow {
  const usual = {
    id: 'evr_x',
    createdAt: '',
    position: '',
    evaluationType: 'geval',
    judgeKind: 'model',
  } as const;
  return { ...usual, score: 0.5, scores: { coherence: 0.5 }, ...over };
}

describe('what rows come to', () => {
  test('per type and not together where there are several', () => {
    const summary = summarise([
      row(),
      row({ evaluationType: 'ocr', judgeKind: 'none', scores: { cer: 0.1 } }),
    ]);

    expect(summary).toMatchObject({ total_count: 2, average_scores: null, trends: null });
    expect(summary.aggregations.by_type).toEqual({
      geval: {
        count: 1,
        scored: 1,
        average_score: 0.5,
        average_scores: { coherence: 0.5 },
        judge_kind: 'model',
      },
      ocr: { count: 1, scored: 1, average_score: 0.5, average_scores: { cer: 0.1 }, judge_kind: 'none' },
    });
  });

  test('leaves out those of another kind of judge, and says how many', () => {
    const { aggregations, average_scores, warnings } = summarise([
      row({ judgeKind: 'embedded', score: 1, scores: { coherence: 1 } }),
      row({ score: 0.2, scores: { coherence: 0.4 } }),
    ]);

    expect(aggregations.by_type['geval']).toMatchObject({ count: 2, scored: 1, average_score: 0.2 });
    expect(average_scores).toEqual({ coherence: 0.4 });
    expect(warnings).toEqual(['averages of geval leave out results of another kind of judge: 1']);
  });

  test('a model that scored nothing pushes no one out', () => {
    const { aggregations, warnings } = summarise([
      row({ score: null, scores: {} }),
      row({ judgeKind: 'embedded', score: 0.3 }),
    ]);

    expect(aggregations.by_type['geval']).toMatchObject({ count: 2, scored: 1, average_score: 0.3 });
    expect(warnings).toEqual([]);
  });

  test('without a score is null, never 0', () => {
    const { aggregations, trends } = summarise(Array(20).fill(row({ score: null, scores: {} })));

    expect(aggregations.by_type['geval']).toEqual({
      count: 20,
      scored: 0,
      average_score: null,
      average_scores: {},
      judge_kind: null,
    });
    expect(trends).toBeNull();
  });

  test('reads the rows, newest first, as a trend from the oldest on', () => {
    const rows = Array.from({ length: 10 }, (_, index) => row({ score: 1 - index / 10 }));

    expect(summarise(rows).trends).toEqual({
      direction: 'improving',
      slope: 0.1,
      recent_average: 0.8,
      overall_average: 0.55,
    });
  });

  test('names the hundred commonest metrics, and says that there are more', () => {
    const rows = Array.from({ length: 150 }, (_, index) => row({ scores: { [`m${index}`]: 0, common: 1 } }));

    const { average_scores, warnings } = summarise(rows);

    expect(Object.keys(average_scores ?? {})).toHaveLength(100);
    expect(average_scores).toHaveProperty('common', 1);
    expect(warnings).toEqual(['average_scores of geval are those of the 100 commonest of 151 metrics']);
  });

  test('takes any name of a metric for a name', () => {
    const scores = JSON.parse('{"__proto__":0.5,"constructor":0.25,"toString":1}');

    const { average_scores } = summarise([row({ scores })]);

    expect(JSON.stringify(average_scores)).toBe('{"__proto__":0.5,"constructor":0.25,"toString":1}');
  });

  test('averages lie between the lowest and the highest score', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (scores) => {
        const { aggregations } = summarise(scores.map((score) => row({ score, scores: { a: score } })));
        const { average_score, average_scores, scored } = aggregations.by_type['geval'] ?? {};
        expect(scored).toBe(scores.length);
        expect(average_score).toBe(average_scores?.['a']);
        expect(average_score).toBeGreaterThanOrEqual(Math.min(...scores) - 0.0001);
        expect(average_score).toBeLessThanOrEqual(Math.max(...scores) + 0.0001);
      }),
    );
  });
});
