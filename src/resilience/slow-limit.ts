import type { BreakerPolicy } from './breaker-policy.ts';

const remembered = 64;
const fewest = 20;
const recomputeEvery = 16;
const timesUsual = 3;
const usualShare = 0.95;

/** From which age on a call is slow, by how long the calls took that went well. */
export interface SlowLimit {
  /** Takes in how long a call took that went well. */
  learn(tookMs: number): void;
  /** Milliseconds. */
  limitMs(): number;
}

/** Three times what 95 % of the last calls took, but no less than the policy's least; near the time limit while too few are known, since models that reason take many seconds when they are well. */
export function createSlowLimit({ slowMs, slowShare, timeoutMs }: BreakerPolicy): SlowLimit {
  const longest = slowShare * timeoutMs;
  const took: number[] = [];
  let count = 0;
  let limit = longest;
  return {
    learn(tookMs) {
      took[count % remembered] = tookMs;
      count += 1;
      if (count < fewest || (count !== fewest && count % recomputeEvery !== 0)) return;
      limit = Math.min(longest, Math.max(slowMs, timesUsual * quantile(took)));
    },
    limitMs: () => limit,
  };
}

function quantile(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(usualShare * sorted.length) - 1] ?? 0;
}
