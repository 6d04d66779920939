import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mean, standardDeviation, standardError } from '../../../src/statistics/means.ts';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });

test('nothing has no mean, and a single value no spread', () => {
  expect(mean([])).toBeNull();
  expect(standardDeviation([3])).toBeNull();
  expect(standardError([])).toBeNull();
  expect(standardError([3])).toBeNull();
});

test('the standard deviation divides by n - 1', () => {
  expect(mean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5);
  expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 12);
  expect(standardError([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7 / 8), 12);
});

test('equal values have no spread, whatever rounding does to their mean', () => {
  expect(standardDeviation([0.1, 0.1, 0.1])).toBe(0);
  expect(standardError([0.7, 0.7, 0.7, 0.7, 0.7, 0.7])).toBe(0);
});

test('the mean lies between the extremes', () => {
  fc.assert(
    fc.property(values, (sample) => {
      const centre = mean(sample) ?? Number.NaN;
      expect(centre).toBeGreaterThanOrEqual(Math.min(...sample) - 1e-6);
      expect(centre).toBeLessThanOrEqual(Math.max(...sample) + 1e-6);
    }),
  );
});

test('shifting values leaves their standard error', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 30 }),
      fc.integer({ min: -1000, max: 1000 }),
      (sample, shift) => {
        const moved = standardError(sample.map((value) => value + shift)) ?? Number.NaN;
        expect(moved).toBeCloseTo(standardError(sample) ?? Number.NaN, 6);
      },
    ),
  );
});
