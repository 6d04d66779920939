import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bootstrapInterval } from '../../../src/statistics/bootstrap.ts';

const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 12 });

test('below two values there is no interval', () => {
  expect(bootstrapInterval([], 1)).toBeNull();
  expect(bootstrapInterval([0.5], 1)).toBeNull();
});

test('the same seed gives the same interval, another seed another one', () => {
  const values = [0.1, 0.9, 0.35, 0.6, 0.72, 0.05];
  expect(bootstrapInterval(values, 42)).toEqual(bootstrapInterval(values, 42));
  expect(bootstrapInterval(values, 42)).not.toEqual(bootstrapInterval(values, 43));
});

test('the interval of many values is near the one of the normal approximation', () => {
  const values = Array.from({ length: 400 }, (_, index) => (index % 20) / 19);
  const interval = bootstrapInterval(values, 7) ?? { low: Number.NaN, high: Number.NaN };
  const half = (1.96 * Math.sqrt(399 / 12 / 361)) / Math.sqrt(400);
  expect(interval.low).toBeCloseTo(0.5 - half, 2);
  expect(interval.high).toBeCloseTo(0.5 + half, 2);
});

test('the interval stays within the values and is in order', () => {
  fc.assert(
    fc.property(scores, fc.integer(), (values, seed) => {
      const { low, high } = bootstrapInterval(values, seed) ?? { low: Number.NaN, high: Number.NaN };
      expect(low).toBeLessThanOrEqual(high);
      expect(low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12);
      expect(high).toBeLessThanOrEqual(Math.max(...values) + 1e-12);
    }),
    { numRuns: 40 },
  );
});
