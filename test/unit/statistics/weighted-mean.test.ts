import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { weightedMean } from '../../../src/statistics/weighted-mean.ts';

test('a weight counts a value as often as it says', () => {
  const mean = weightedMean([
    { value: 1, weight: 3 },
    { value: 0, weight: 1 },
  ]);

  expect(mean).toBe(0.75);
});

test('nothing, or nothing that weighs anything, has no mean', () => {
  expect(weightedMean([])).toBeNull();
  expect(weightedMean([{ value: 0.5, weight: 0 }])).toBeNull();
});

test('neither rounding nor huge weights carry it away', () => {
  const tenths = [1, 1, 1].map((weight) => ({ value: 0.1, weight }));
  const huge = [0.25, 0.75, 0.75].map((value) => ({ value, weight: Number.MAX_VALUE }));

  expect(weightedMean(tenths)).toBe(0.1);
  expect(weightedMean(huge)).toBeCloseTo(0.5833, 4);
});

test('whatever the weights are, the mean is within the values that weigh something, and a number', () => {
  const weight = fc.oneof(
    fc.constantFrom(0, 5e-324, 1, Number.MAX_VALUE),
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
  );
  const weighted = fc.record({ value: fc.double({ min: 0, max: 1, noNaN: true }), weight });
  fc.assert(
    fc.property(fc.array(weighted, { maxLength: 24 }), (values) => {
      const counted = values.filter((each) => each.weight > 0).map(({ value }) => value);
      const mean = weightedMean(values);
      if (counted.length === 0) return void expect(mean).toBeNull();
      expect(mean).toBeGreaterThanOrEqual(Math.min(...counted));
      expect(mean).toBeLessThanOrEqual(Math.max(...counted));
    }),
    { numRuns: 500 },
  );
});

test('equal weights give the arithmetic mean', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 24 }),
      fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
      (values, weight) => {
        const mean = weightedMean(values.map((value) => ({ value, weight })));
        const sum = values.reduce((total, value) => total + value, 0);
        expect(mean).toBeCloseTo(sum / values.length, 10);
      },
    ),
  );
});
