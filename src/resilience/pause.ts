const failuresToPause = 5;
const pauseMs = 2_000;
// A provider may ask a large call to wait for long while it has room for others.
const longestHoldMs = 4_000;

/** What is known locally of one provider and model. */
export interface PauseState {
  /** Failures in a row. */
  readonly streak: number;
  /** Epoch milliseconds until which no call is made; 0 when never paused. */
  readonly pausedUntil: number;
}

/** Before the first failure, and after every success: it ends the streak, and with it the pause. */
export const initialPause: PauseState = { streak: 0, pausedUntil: 0 };

/** After a failure: the fifth in a row and each one after it pauses again. */
export function recordFailure({ streak: before, pausedUntil }: PauseState, now: number): PauseState {
  const streak = before + 1;
  return { streak, pausedUntil: streak >= failuresToPause ? now + pauseMs : pausedUntil };
}

/** After a refusal for the rate with a wait that the provider asked for: calls wait as well. A refusal is no failure. */
export function holdCalls(state: PauseState, waitMs: number, now: number): PauseState {
  const until = now + Math.min(waitMs, longestHoldMs);
  return { ...state, pausedUntil: Math.max(state.pausedUntil, until) };
}

/** Milliseconds until calls may be made again, 0 if they may now. */
export function pauseLeftMs(state: PauseState, now: number): number {
  return Math.max(0, state.pausedUntil - now);
}
