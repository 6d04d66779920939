import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fBeta, shareOf } from '../../../../../src/evaluators/rag/metrics/formulas.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

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
