import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decide,
  majorityOf,
  type Preference,
  type Verdict,
} from '../../../../src/evaluators/pairwise/verdict.ts';

const preferences = fc.constantFrom<Preference>('a', 'b', 'tie');
const verdictOf = (order: Verdict['order'], samples: Preference[]): Verdict => ({
  order,
  winner: majorityOf(samples),
  explanation: `${order} says so`,
  samples,
});

test.each<[Preference[], Preference]>([
  [['a'], 'a'],
  [['a', 'a', 'b'], 'a'],
  [['b', 'a', 'b', 'tie'], 'b'],
  [['a', 'b'], 'tie'],
  [['a', 'tie'], 'tie'],
  [['tie', 'tie', 'a'], 'tie'],
])('the majority of %j is %s', (samples, winner) => {
  expect(majorityOf(samples)).toBe(winner);
});

test.each<[Preference[], Preference[], Partial<ReturnType<typeof decide>>]>([
  [['a'], ['a'], { preference: 'a', consistent: true, confidence: 1, explanation: 'ab says so' }],
  [['b', 'b', 'a'], ['b'], { preference: 'b', consistent: true, confidence: 0.75 }],
  [['tie'], ['tie'], { preference: 'tie', consistent: true, confidence: 1 }],
  [['a'], ['b'], { preference: 'tie', consistent: false, confidence: 0 }],
  [['a'], ['tie'], { preference: 'tie', consistent: false, confidence: 0.5 }],
])('%j and, the other way round, %j', (ab, ba, decision) => {
  expect(decide([verdictOf('ab', ab), verdictOf('ba', ba)])).toMatchObject(decision);
});

test('the confidence is within 0..1, and a preference has both orders behind it', () => {
  const samples = fc.array(preferences, { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(samples, samples, (ab, ba) => {
      const { preference, consistent, confidence } = decide([verdictOf('ab', ab), verdictOf('ba', ba)]);
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
      if (preference !== 'tie') expect([majorityOf(ab), majorityOf(ba)]).toEqual([preference, preference]);
      expect(consistent).toBe(majorityOf(ab) === majorityOf(ba));
    }),
  );
});
