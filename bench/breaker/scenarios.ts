import type { Trouble } from './provider.ts';

/** A fleet, the trouble it gets into for two minutes, and what must hold. */
export interface Scenario {
  readonly name: string;
  readonly environments: number;
  /** Calls in flight per environment. */
  readonly slots: number;
  /** Mean time between two calls of a slot, in milliseconds. */
  readonly gapMs: number;
  /** Null: the provider stays well. */
  readonly trouble: Trouble | null;
  /** Whether the trouble is that of one environment alone. */
  readonly sickAlone?: boolean;
  readonly errorShare?: number;
  readonly timeoutMs?: number;
  /** Seconds within which the circuit must open; null: it must stay closed. */
  readonly opensWithin: number | null;
  /** Most calls per environment that may be wasted on a circuit that opens. */
  readonly wasteWithin: number;
}

const down: Trouble = { kind: 'down' };
const hang: Trouble = { kind: 'hang', timeoutMs: 10_000 };
const usual = { environments: 1_000, slots: 1, gapMs: 0, trouble: down, opensWithin: 3.5, wasteWithin: 10 };
const small = { ...usual, environments: 20, slots: 4, wasteWithin: 12 };

/**
 * Nine scenarios, and small fleets beside. Ten wasted calls per environment are the bound where it has one in flight.
 * Where it has more, the five failures in a row that pause it come late among calls that still succeed: two per slot of
 * twenty, three per slot of four. In a brown-out some of the calls counted as wasted succeed: five per slot of four.
 */
export const scenarios: readonly Scenario[] = [
  { ...usual, name: 'hard outage; 1,000 environments × 1 call' },
  { ...usual, name: 'hard outage; 50 workers × 20 calls', environments: 50, slots: 20, wasteWithin: 40 },
  { ...usual, name: 'hard outage; 5,000 environments × 1 call', environments: 5_000 },
  { ...usual, name: 'sparse: 1,000 environments, a call per 15 s each', gapMs: 15_000, opensWithin: 6 },
  { ...usual, name: 'brown-out, 70 % errors; 1,000 environments', trouble: errors(0.7), opensWithin: 6 },
  { ...usual, name: 'brown-out, 30 % errors (stays closed)', trouble: errors(0.3), opensWithin: null },
  {
    ...usual,
    name: 'hang (10 s time-outs); 1,000 environments',
    trouble: hang,
    timeoutMs: 10_000,
    opensWithin: 8,
  },
  { ...usual, name: 'no outage, 10 % errors', trouble: null, errorShare: 0.1, opensWithin: null },
  { ...usual, name: 'one sick environment of 1,000 (stays closed)', sickAlone: true, opensWithin: null },
  { ...small, name: 'hard outage; 20 environments × 4 calls' },
  { ...small, name: 'brown-out, 70 % errors; 20 × 4', trouble: errors(0.7), opensWithin: 6, wasteWithin: 20 },
  {
    ...small,
    name: 'brown-out, 30 % errors; 20 × 4 (stays closed)',
    trouble: errors(0.3),
    opensWithin: null,
  },
  { ...small, name: 'hang (10 s time-outs); 20 × 4', trouble: hang, timeoutMs: 10_000, opensWithin: 8 },
];

function errors(share: number): Trouble {
  return { kind: 'errors', share };
}
