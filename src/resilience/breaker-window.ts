import type { BreakerPolicy } from './breaker-policy.ts';

/** Outcomes of calls. */
export interface Tally {
  readonly ok: number;
  readonly fail: number;
  readonly slow: number;
}

/** What the fleet reported to one shard in one window: outcomes by the second, and how many reports there were. */
export interface Window {
  readonly seconds: readonly Tally[];
  readonly reports: number;
}

/** Length of a window. */
export const windowSeconds = 10;

/** The number of the window that a time is in, the second in it, and the milliseconds of it that have passed. */
export function windowAt(now: number): {
  readonly window: number;
  readonly second: number;
  readonly elapsedMs: number;
} {
  const length = windowSeconds * 1_000;
  const elapsedMs = now % length;
  return { window: Math.floor(now / length), second: Math.floor(elapsedMs / 1_000), elapsedMs };
}

/** No outcomes. */
export const emptyTally: Tally = { ok: 0, fail: 0, slow: 0 };

/** The lower end of Wilson's interval for a share of `total` outcomes (> 0). */
export function wilsonLowerBound(share: number, total: number, deviations: number): number {
  const weight = deviations ** 2 / total;
  const spread = deviations * Math.sqrt((share * (1 - share)) / total + weight / (4 * total));
  return (share + weight / 2 - spread) / (1 + weight);
}

/** Whether outcomes are enough to open a circuit, and sure enough. */
export function isFailing({ ok, fail, slow }: Tally, policy: BreakerPolicy): boolean {
  const total = ok + fail + slow;
  if (total < policy.fewestOutcomes) return false;
  const share = (fail + slow) / total;
  const sure = wilsonLowerBound(share, total, policy.deviations);
  return share >= policy.threshold && sure >= policy.certainty * policy.threshold;
}

/**
 * The outcomes that open a circuit, or null: the last second of a window, or the last two, and so on to the whole.
 * What was well before an outage began must not hide it until the window ends.
 */
export function findFailing({ seconds }: Window, policy: BreakerPolicy): Tally | null {
  let sum = emptyTally;
  for (const tally of seconds.toReversed()) {
    sum = { ok: sum.ok + tally.ok, fail: sum.fail + tally.fail, slow: sum.slow + tally.slow };
    if (isFailing(sum, policy)) return sum;
  }
  return null;
}
