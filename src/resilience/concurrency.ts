/** How many calls may be in flight: halved by refusals for the rate, and grown by one a round trip of answers (AIMD). */
export interface Concurrency {
  /** Never exceeded. */
  readonly most: number;
  /** From 1 to the most; its whole part is what counts. */
  readonly limit: number;
  /** Epoch milliseconds of the last halving. */
  readonly halvedAt: number;
  /** Epoch milliseconds before which answers do not raise the limit. */
  readonly growsFrom: number;
}

/** One call that was refused for the rate; times are epoch milliseconds. */
export interface Refusal {
  readonly startedAt: number;
  readonly now: number;
  readonly retryAfterMs: number;
}

/** All the calls that are ever allowed. */
export function fullConcurrency(most: number): Concurrency {
  return {
    most,
    limit: most,
    halvedAt: Number.NEGATIVE_INFINITY,
    growsFrom: Number.NEGATIVE_INFINITY,
  };
}

/** After a refusal: half, once a round trip: a call that was under way at the last halving says nothing of it. */
export function shrinkConcurrency(
  state: Concurrency,
  { startedAt, now, retryAfterMs }: Refusal,
): Concurrency {
  const growsFrom = Math.max(state.growsFrom, now + retryAfterMs);
  if (startedAt <= state.halvedAt) return { ...state, growsFrom };
  return { ...state, limit: Math.max(1, state.limit / 2), halvedAt: now, growsFrom };
}

/** After an answer: a share of one more call, so that a full round trip of answers adds one. */
export function growConcurrency(state: Concurrency, now: number): Concurrency {
  if (now < state.growsFrom) return state;
  return { ...state, limit: Math.min(state.most, state.limit + 1 / state.limit) };
}
