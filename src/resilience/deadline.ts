/** By when work has to be done: the moment, and a signal that aborts at it at the latest. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly endsAt: number;
}

/** Milliseconds until the deadline, never negative; 0 once its signal has aborted. */
export function leftMs({ signal, endsAt }: Deadline, now: number): number {
  return signal.aborted ? 0 : Math.max(0, endsAt - now);
}
