/** A clock that goes with the real one, and leaps where there is nothing to do but wait. */
export interface LeapClock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Moves on to a time that is not yet past. */
  leapTo(time: number): void;
}

/** A clock that has not leapt yet. */
export function createLeapClock(): LeapClock {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  return {
    now,
    leapTo: (time) => {
      ahead += Math.max(0, time - now());
    },
  };
}
