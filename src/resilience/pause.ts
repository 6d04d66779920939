const failuresToPause = 5;
const pauseMs = 2_000;
// A provider may ask a large call to wait for long while it has room for others.
const longestHoldMs = 4_000;

/** What is known locally of one provider and model: plain data, so that bundles of different builds can share it. */
export interface PauseState {
  /** Failures in a row. */
  readonly streak: number;
  readonly failures: number;
  readonly successes: number;
  /** Epoch milliseconds; null before the first failure. */
  readonly lastFailure: number | null;
  /** Epoch milliseconds until which no call is made; 0 when never paused. */
  readonly pausedUntil: number;
}

/** A local pause as health shows it; times are RFC 3339. */
export interface PauseView {
  readonly state: 'closed' | 'open' | 'half_open';
  readonly stats: {
    readonly failures: number;
    readonly successes: number;
    readonly last_failure: string | null;
  };
  readonly retry_at: string | null;
}

/** Before the first outcome. */
export const initialPause: PauseState = {
  streak: 0,
  failures: 0,
  successes: 0,
  lastFailure: null,
  pausedUntil: 0,
};

/** After a success: the streak ends, and with it the pause. */
export function recordSuccess(state: PauseState): PauseState {
  return { ...state, streak: 0, successes: state.successes + 1, pausedUntil: 0 };
}

/** After a failure: the fifth in a row and each one after it pauses again. */
export function recordFailure(state: PauseState, now: number): PauseState {
  const streak = state.streak + 1;
  const pausedUntil = streak >= failuresToPause ? now + pauseMs : state.pausedUntil;
  return { ...state, streak, failures: state.failures + 1, lastFailure: now, pausedUntil };
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

/** The state by the names of a circuit: open while paused, half open until a success follows the pause. */
export function viewPause(state: PauseState, now: number): PauseView {
  const { failures, successes, lastFailure, pausedUntil } = state;
  const paused = pauseLeftMs(state, now) > 0;
  const half = state.streak >= failuresToPause ? 'half_open' : 'closed';
  return {
    state: paused ? 'open' : half,
    stats: { failures, successes, last_failure: lastFailure === null ? null : toTime(lastFailure) },
    retry_at: paused ? toTime(pausedUntil) : null,
  };
}

function toTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
