import type { BreakerState, Transition } from './breaker-state.ts';
import type { Tally, Window } from './breaker-window.ts';

/** Whose circuit it is. */
export interface CircuitName {
  readonly provider: string;
  readonly model: string;
}

/** The window of one shard; windows of another epoch are others. */
export interface WindowKey {
  readonly shard: number;
  readonly epoch: number;
  readonly window: number;
}

/** Outcomes of one second of a window. */
export interface Report extends Tally {
  readonly second: number;
}

/** A circuit with its state. */
export interface NamedState {
  readonly name: CircuitName;
  readonly state: BreakerState;
}

/** Where environments share their circuits. Everything rejects if the table fails, or once the signal aborts. */
export interface BreakerStore {
  /** The state as it was a moment ago. */
  read(name: CircuitName, signal: AbortSignal): Promise<BreakerState>;
  /** Writes a change; false if the circuit is no longer what it was. */
  change(name: CircuitName, transition: Transition, signal: AbortSignal): Promise<boolean>;
  /** Adds outcomes to a window: the window after that. */
  report(
    name: CircuitName,
    at: WindowKey & { readonly report: Report },
    signal: AbortSignal,
  ): Promise<Window>;
  /** Every circuit that ever opened, up to some hundred. */
  list(signal: AbortSignal): Promise<readonly NamedState[]>;
}
