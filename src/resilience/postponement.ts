const longestSeconds = 900;
const jitterShare = 0.1;

/** What a postponement depends on. */
export interface Postponed {
  /** Seconds of the first one. */
  readonly base: number;
  /** How often the message was received, ≥ 1. */
  readonly receives: number;
  /** A number in [0, 1). */
  readonly random: number;
}

/** Whole seconds until a message should come again whose work cannot be done now: doubled each time, at most a quarter of an hour, and up to a tenth more so that not all come at once. */
export function postponementSeconds({ base, receives, random }: Postponed): number {
  const seconds = Math.min(longestSeconds, base * 2 ** Math.max(0, receives - 1));
  return Math.round(seconds * (1 + jitterShare * random));
}
