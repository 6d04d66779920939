import { expect, test } from '@jest/globals';
import { drawBinomial } from '../../../src/statistics/binomial.ts';
import { mean, standardDeviation } from '../../../src/statistics/means.ts';
import { createRandom } from '../../../src/statistics/random.ts';

const draws = 20_000;

test.each([
  [1, 0.5],
  [20, 0.1],
  [20, 0.9],
  [100, 0.5],
  [1_000, 0.003],
  [1_000, 0.3],
  [100_000, 0.0001],
  [100_000, 0.25],
  [100_000, 0.9999],
])('draws from %d trials with %d have the mean and the spread of the distribution', (trials, probability) => {
  const random = createRandom(11);
  const counts = Array.from({ length: draws }, () => drawBinomial(trials, probability, random));
  const spread = Math.sqrt(trials * probability * (1 - probability));

  expect(counts.every((count) => Number.isInteger(count) && count >= 0 && count <= trials)).toBe(true);
  // Five standard errors: the mean's is spread / √draws, that of the spread about spread / √(2 draws), more for skewed ones.
  expect(Math.abs((mean(counts) ?? Number.NaN) - trials * probability)).toBeLessThan(
    (5 * spread) / Math.sqrt(draws),
  );
  expect((standardDeviation(counts) ?? Number.NaN) / spread).toBeCloseTo(1, 1);
});

test('each count is as frequent as the distribution has it', () => {
  const [trials, probability] = [40, 0.4];
  const random = createRandom(5);
  const seen = new Array<number>(trials + 1).fill(0);
  for (let draw = 0; draw < 100_000; draw += 1) {
    const count = drawBinomial(trials, probability, random);
    seen[count] = (seen[count] ?? 0) + 1;
  }

  let expected = 100_000 * (1 - probability) ** trials;
  let distance = 0;
  for (let count = 0; count <= trials; count += 1) {
    if (expected > 20) distance += ((seen[count] ?? 0) - expected) ** 2 / expected;
    expected *= ((trials - count) / (count + 1)) * (probability / (1 - probability));
  }
  // Chi-squared with some twenty degrees of freedom: 60 is beyond one in a hundred thousand.
  expect(distance).toBeLessThan(60);
});

test('nothing to try or no chance is no success, and certainty succeeds always', () => {
  const random = createRandom(1);
  expect([drawBinomial(0, 0.5, random), drawBinomial(9, 0, random), drawBinomial(9, 1, random)]).toEqual([
    0, 0, 9,
  ]);
});
