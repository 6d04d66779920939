import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { averagePrecision, fBeta, shareOf } from '../../../../src/evaluators/rag/formulas.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

test.each([
  [[true, false], 1],
  [[false, true], 0.5],
  [[true, false, true], (1 + 2 / 3) / 2],
  [[false, false], 0],
  [[], 0],
])('the average precision of %j is %d', (useful, expected) => {
  expect(averagePrecision(useful)).toBeCloseTo(expected, 12);
});

test('average precision stays within 0..1 and is 1 exactly where the useful ones come first', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (useful) => {
      const value = averagePrecision(useful);
      const isPerfect = useful.includes(true) && !/01/.test(useful.map(Number).join(''));

      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
      expect(value === 1).toBe(isPerfect);
    }),
  );
});

test('moving a useful passage up never lowers average precision', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 2, maxLength: 30 }), fc.nat(), (useful, seed) => {
      const at = seed % (useful.length - 1);
      const sorted = useful.with(at, useful[at] || useful[at + 1] || false);
      const moved = sorted.with(at + 1, (useful[at] && useful[at + 1]) ?? false);

      expect(averagePrecision(moved)).toBeGreaterThanOrEqual(averagePrecision(useful) - 1e-12);
    }),
  );
});

test('F-beta lies between precision and recall, and is 0 where both are', () => {
  fc.assert(
    fc.property(share, share, fc.double({ min: 0.1, max: 10, noNaN: true }), (precision, recall, beta) => {
      const value = fBeta(precision, recall, beta);

      expect(value).toBeGreaterThanOrEqual(Math.min(precision, recall) - 1e-9);
      expect(value).toBeLessThanOrEqual(Math.min(1, Math.max(precision, recall) + 1e-9));
    }),
  );
  expect(fBeta(0, 0)).toBe(0);
});

test('F1 is the harmonic mean', () => {
  expect(fBeta(0.5, 1)).toBeCloseTo(2 / 3, 12);
});

test('a share of nothing is null, not 0', () => {
  expect(shareOf([], () => true)).toBeNull();
  expect(shareOf([1, 2, 3, 4], (value) => value > 3)).toBe(0.25);
});
