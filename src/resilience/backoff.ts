// The longest wait of our own choosing; a provider's Retry-After may ask for more.
const longestBackoffMs = 8_000;

const firstBackoffMs = 500;

/** What the wait before a retry depends on. */
export interface RetryCircumstances {
  /** How many attempts have failed so far, ≥ 1. */
  readonly attempt: number;
  /** A number in [0, 1). */
  readonly random: number;
  /** What the provider asked for. */
  readonly retryAfterMs?: number | undefined;
}

/** Milliseconds to wait after a failed attempt: exponential with equal jitter, and never less than Retry-After. */
export function backoffMs({ attempt, random, retryAfterMs = 0 }: RetryCircumstances): number {
  const ceiling = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempt - 1));
  return Math.max(ceiling * (0.5 + random / 2), retryAfterMs);
}
