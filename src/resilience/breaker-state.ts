/** What every environment shares of a circuit; times are epoch milliseconds, and every change makes a new epoch. */
export type BreakerState = Closed | Open | HalfOpen | ForcedOpen | ForcedClosed;

interface Closed {
  readonly state: 'closed';
  readonly epoch: number;
  /** Null for a circuit that never opened. */
  readonly closedAt: number | null;
}

interface Open {
  readonly state: 'open';
  readonly epoch: number;
  readonly openedAt: number;
  readonly retryAt: number;
  /** Failed probes since the circuit opened. */
  readonly consec: number;
  readonly reason: string;
}

interface HalfOpen {
  readonly state: 'half_open';
  readonly epoch: number;
  readonly openedAt: number;
  readonly consec: number;
  readonly reason: string;
  /** The one call that is let through; null between two probes. */
  readonly owner: string | null;
  readonly leaseUntil: number;
  /** Successful probes in a row. */
  readonly successes: number;
}

interface ForcedOpen {
  readonly state: 'forced_open';
  readonly epoch: number;
  readonly openedAt: number;
  readonly reason: string;
}

interface ForcedClosed {
  readonly state: 'forced_closed';
  readonly epoch: number;
  readonly closedAt: number;
  readonly reason: string;
}

/** A change to be written if the circuit is still what it was. */
export interface Transition {
  readonly from: Pick<BreakerState, 'state' | 'epoch'>;
  readonly to: BreakerState;
}

/** Where a circuit begins. */
export const initialState: BreakerState = { state: 'closed', epoch: 0, closedAt: null };

/** A change from one state to the next epoch's. */
export function changeTo({ state, epoch }: BreakerState, next: (epoch: number) => BreakerState): Transition {
  return { from: { state, epoch }, to: next(epoch + 1) };
}

/** Whether a change may be applied to a state. */
export function allows({ state, epoch }: BreakerState, { from }: Transition): boolean {
  return state === from.state && epoch === from.epoch;
}
