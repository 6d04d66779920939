import { createRandom, pickIndex, type Random } from './random.ts';

/** The limits of an interval, `low` ≤ `high`. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const resamples = 1_000;

/** The 95 % percentile bootstrap interval of a mean, from 1,000 resamples drawn by the seed; null below two values. */
export function bootstrapInterval(values: readonly number[], seed: number): Interval | null {
  if (values.length < 2) return null;
  const random = createRandom(seed);
  const means = Float64Array.from({ length: resamples }, () => meanOfResample(values, random)).sort();
  return { low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

function meanOfResample(values: readonly number[], random: Random): number {
  let sum = 0;
  for (let drawn = 0; drawn < values.length; drawn += 1)
    sum += values[pickIndex(values.length, random)] as number;
  return sum / values.length;
}

function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)] as number;
  const above = sorted[Math.ceil(position)] as number;
  return below + (above - below) * (position - Math.floor(position));
}
