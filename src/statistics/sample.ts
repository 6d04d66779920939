import { bootstrapFrequencies, bootstrapInterval, type Interval } from './bootstrap.ts';
import { mean, standardError } from './means.ts';

/** What a sample comes to. */
export interface SampleSummary {
  readonly count: number;
  /** Null of nothing. */
  readonly mean: number | null;
  /** Null below two values. */
  readonly standardError: number | null;
  /** 95 %, of the mean; null below two values. */
  readonly interval: Interval | null;
}

/** Values that come one by one. */
export interface Sample {
  add(value: number): void;
  /** Null of nothing. */
  mean(): number | null;
  summarise(seed: number): SampleSummary;
}

// Up to here values are kept and drawn one by one, beyond only how often each occurs.
const mostKept = 2_000;

/** A sample that holds its distinct values and how often each occurs: scores have four decimals, so it stops growing. */
export function createSample(): Sample {
  const frequencies = new Map<number, number>();
  const kept: number[] = [];
  let count = 0;
  const moments = () =>
    count <= mostKept
      ? { mean: mean(kept), standardError: standardError(kept) }
      : momentsOf(frequencies, count);
  return {
    add(value) {
      count += 1;
      frequencies.set(value, (frequencies.get(value) ?? 0) + 1);
      if (count <= mostKept) kept.push(value);
    },
    mean: () => moments().mean,
    summarise: (seed) => ({
      count,
      ...moments(),
      interval: count <= mostKept ? bootstrapInterval(kept, seed) : bootstrapFrequencies(frequencies, seed),
    }),
  };
}

function momentsOf(
  frequencies: ReadonlyMap<number, number>,
  count: number,
): Pick<SampleSummary, 'mean' | 'standardError'> {
  let sum = 0;
  for (const [value, times] of frequencies) sum += value * times;
  const centre = sum / count;
  if (frequencies.size === 1) return { mean: centre, standardError: 0 };
  let squares = 0;
  for (const [value, times] of frequencies) squares += times * (value - centre) ** 2;
  return { mean: centre, standardError: Math.sqrt(squares / (count - 1) / count) };
}
