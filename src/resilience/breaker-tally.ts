import { emptyTally, type Tally, windowAt } from './breaker-window.ts';

// As many failures in a row pause an environment: it may be the last that it reports for a while.
const pausingStreak = 5;
// An environment with so few outcomes in a window tells each at once.
const quietOutcomes = 6;
const suspiciousFailures = 3;

/** What an environment has counted and not yet reported, of one epoch. */
export interface LocalTally extends Tally {
  readonly epoch: number;
  /** When the first of these outcomes was counted; epoch milliseconds. */
  readonly since: number;
}

/** What an environment remembers of the outcomes it saw, reported or not. */
export interface Outcomes {
  readonly window: number;
  /** How many there were in this window, and in the one before. */
  readonly current: number;
  readonly previous: number;
  /** Failures in a row. */
  readonly streak: number;
}

/** Before the first outcome. */
export const noOutcomes: Outcomes = { window: -1, current: 0, previous: 0, streak: 0 };

/** Takes in an outcome. */
export function noteOutcome(outcomes: Outcomes, outcome: keyof Tally, now: number): Outcomes {
  const { window } = windowAt(now);
  const streak = outcome === 'ok' ? 0 : outcomes.streak + 1;
  if (window === outcomes.window) return { ...outcomes, current: outcomes.current + 1, streak };
  const previous = window === outcomes.window + 1 ? outcomes.current : 0;
  return { window, current: 1, previous, streak };
}

/** Whether to report at once: the environment is quiet, or failures in a row pause it. */
export function isUrgent(outcomes: Outcomes): boolean {
  return Math.max(outcomes.previous, outcomes.current) <= quietOutcomes || isPausing(outcomes);
}

/** Whether failures in a row give reason to tell the others and to ask what they know: at the fifth, the tenth, the twentieth and so on. */
export function isPausing({ streak }: Outcomes): boolean {
  return streak > 0 && streak % pausingStreak === 0 && Number.isInteger(Math.log2(streak / pausingStreak));
}

/** A tally of nothing. */
export function startTally(epoch: number, since: number): LocalTally {
  return { ...emptyTally, epoch, since };
}

/** Counts an outcome; what was counted in another epoch is dropped. */
export function addOutcome(
  tally: LocalTally,
  outcome: keyof Tally,
  at: Pick<LocalTally, 'epoch' | 'since'>,
): LocalTally {
  const kept = tally.epoch === at.epoch && totalOf(tally) > 0 ? tally : startTally(at.epoch, at.since);
  return { ...kept, [outcome]: kept[outcome] + 1 };
}

/** Whether what one environment counted looks like trouble: that others have opened the circuit is likely then. */
export function isSuspicious({ ok, fail, slow }: Tally): boolean {
  return fail + slow >= suspiciousFailures && fail + slow >= ok;
}

/** How many outcomes there are. */
export function totalOf({ ok, fail, slow }: Tally): number {
  return ok + fail + slow;
}
