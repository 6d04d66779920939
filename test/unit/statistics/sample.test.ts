import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bootstrapFrequencies, bootstrapInterval } from '../../../src/statistics/bootstrap.ts';
import { mean, standardError } from '../../../src/statistics/means.ts';
import { createRandom, shuffle } from '../../../src/statistics/random.ts';
import { createSample } from '../../../src/statistics/sample.ts';

function sampleOf(values: readonly number[]) {
  const sample = createSample();
  for (const value of values) sample.add(value);
  return sample.summarise(42);
}

/** Scores as a judge gives them: few distinct values, unevenly. */
function scores(count: number): number[] {
  const random = createRandom(3);
  return Array.from({ length: count }, () => Math.round(random() ** 2 * 15) / 15);
}

describe('a sample', () => {
  test('of up to two thousand values is exactly what the values give', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (values) => {
        expect(sampleOf(values)).toEqual({
          count: values.length,
          mean: mean(values),
          standardError: standardError(values),
          interval: bootstrapInterval(values, 42),
        });
      }),
      { numRuns: 10 },
    );
  });

  test('of more has the mean and the standard error of its values, and an interval as they would give it', () => {
    const values = scores(3_000);
    const summary = sampleOf(values);
    const direct = bootstrapInterval(values, 42) ?? { low: Number.NaN, high: Number.NaN };
    const error = standardError(values) ?? Number.NaN;

    expect(summary.mean).toBeCloseTo(mean(values) ?? Number.NaN, 12);
    expect(summary.standardError).toBeCloseTo(error, 12);
    // The ends of two sets of 1,000 resamples differ by their own chance: some seven hundredths of a standard error.
    expect(Math.abs((summary.interval?.low ?? Number.NaN) - direct.low)).toBeLessThan(error / 3);
    expect(Math.abs((summary.interval?.high ?? Number.NaN) - direct.high)).toBeLessThan(error / 3);
  });

  test('of more does not depend on the order of its values', () => {
    const values = scores(2_500);
    expect(sampleOf(shuffle(values, createRandom(8))).interval).toEqual(sampleOf(values).interval);
  });

  test('of equal values has no spread', () => {
    const { standardError: error, interval } = sampleOf(new Array<number>(3_000).fill(0.7));
    expect([error, interval?.low]).toEqual([0, interval?.high]);
  });
});

test('frequencies below two values have no interval', () => {
  expect(bootstrapFrequencies(new Map([[0.5, 1]]), 1)).toBeNull();
  expect(bootstrapFrequencies(new Map(), 1)).toBeNull();
});
