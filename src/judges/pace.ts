/** How long the calls of an environment take. */
export interface Pace {
  /** Takes in the milliseconds of a call that ended. */
  note(milliseconds: number): void;
  /** The milliseconds within which 99 of 100 of the latest calls ended, 30 s at most; 0 before the first. */
  usualMs(): number;
}

const remembered = 100;
const share = 0.99;
// What is kept back for slow calls must leave time to make others, or their pace would never change.
const mostMs = 30_000;

/** A pace of which nothing is known yet. */
export function createPace(): Pace {
  const latest: number[] = [];
  let next = 0;
  return {
    note: (milliseconds) => {
      latest[next] = milliseconds;
      next = (next + 1) % remembered;
    },
    usualMs: () => {
      const sorted = latest.toSorted((one, other) => one - other);
      return Math.min(mostMs, sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
    },
  };
}
