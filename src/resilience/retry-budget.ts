const gainPerCall = 0.3;
const cap = 50;

/** How many retries an environment may still make: first attempts earn them, so an outage adds 30 % to the load, not 200 %. */
export interface RetryBudget {
  /** Credits a call that is sent for the first time. */
  earn(): void;
  /** Takes one retry; false, and nothing is taken, when there is none. */
  spend(): boolean;
  /** Retries left, never negative. */
  left(): number;
}

/** A full budget. */
export function createRetryBudget(): RetryBudget {
  let tokens = cap;
  return {
    earn: () => {
      tokens = Math.min(cap, tokens + gainPerCall);
    },
    spend: () => {
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    left: () => tokens,
  };
}
