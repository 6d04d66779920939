import { type BreakerState, changeTo, type Transition } from './breaker-state.ts';

/** What an operator wants of a circuit: open or closed whatever happens, or left to itself again. */
export type Override = 'open' | 'closed' | 'automatic';

/** When and why an operator overrides a circuit. */
export interface OverrideNote {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly reason: string;
}

/** Overrides a circuit; null if there is nothing to change. What outcomes say never changes a forced circuit. */
export function overrideCircuit(
  state: BreakerState,
  wanted: Override,
  { now, reason }: OverrideNote,
): Transition | null {
  if (wanted === 'open') {
    return changeTo(state, (epoch) => ({ state: 'forced_open', epoch, openedAt: now, reason }));
  }
  if (wanted === 'closed') {
    return changeTo(state, (epoch) => ({ state: 'forced_closed', epoch, closedAt: now, reason }));
  }
  return automatic(state, now);
}

// After a forced opening the load comes back by the ramp, as after any other.
function automatic(state: BreakerState, now: number): Transition | null {
  if (state.state === 'forced_open') {
    return changeTo(state, (epoch) => ({ state: 'closed', epoch, closedAt: now }));
  }
  if (state.state === 'forced_closed') {
    return changeTo(state, (epoch) => ({ state: 'closed', epoch, closedAt: null }));
  }
  return null;
}
