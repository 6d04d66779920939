import { drawBinomial } from './binomial.ts';
import { createRandom, pickIndex, type Random } from './random.ts';

/** The limits of an interval, `low` ≤ `high`. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Distinct values with how often each occurs. */
export type Frequencies = ReadonlyMap<number, number>;

const resamples = 1_000;

/** The 95 % percentile bootstrap interval of a mean, from 1,000 resamples drawn by the seed; null below two values. */
export function bootstrapInterval(values: readonly number[], seed: number): Interval | null {
  if (values.length < 2) return null;
  const random = createRandom(seed);
  return intervalOf(() => meanOfResample(values, random));
}

/** The same interval from frequencies: each resample draws how often every distinct value occurs in it, which takes as long as there are distinct values, however many there are of each. */
export function bootstrapFrequencies(frequencies: Frequencies, seed: number): Interval | null {
  // The order in which values came must not matter.
  const sorted = [...frequencies].sort(([one], [other]) => one - other);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (total < 2) return null;
  const random = createRandom(seed);
  return intervalOf(() => meanOfCounts(sorted, total, random));
}

function intervalOf(drawMean: () => number): Interval {
  const means = Float64Array.from({ length: resamples }, drawMean).sort();
  return { low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

function meanOfResample(values: readonly number[], random: Random): number {
  let sum = 0;
  for (let drawn = 0; drawn < values.length; drawn += 1)
    sum += values[pickIndex(values.length, random)] as number;
  return sum / values.length;
}

/** A multinomial draw, value by value: of the draws that are left, those that fall on this value rather than a later one. */
function meanOfCounts(
  sorted: readonly (readonly [value: number, count: number])[],
  total: number,
  random: Random,
): number {
  let sum = 0;
  let drawsLeft = total;
  let valuesLeft = total;
  for (const [value, count] of sorted) {
    const drawn = count === valuesLeft ? drawsLeft : drawBinomial(drawsLeft, count / valuesLeft, random);
    sum += value * drawn;
    drawsLeft -= drawn;
    valuesLeft -= count;
  }
  return sum / total;
}

function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)] as number;
  const above = sorted[Math.ceil(position)] as number;
  return below + (above - below) * (position - Math.floor(position));
}
