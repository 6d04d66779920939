import { expect, test } from '@jest/globals';
import { failures, measureBrokenTable } from '../../../bench/breaker/broken-table.ts';
import { breaches, figuresOf } from '../../../bench/breaker/figures.ts';
import { runScenario } from '../../../bench/breaker/fleet.ts';
import type { Scenario } from '../../../bench/breaker/scenarios.ts';
import { measureTakeover } from '../../../bench/breaker/takeover.ts';

const seed = Number(process.env['SEED'] ?? 1);
const course = { from: 31_000, to: 51_000, end: 110_000 };
const usual: Omit<Scenario, 'name'> = {
  ...{ environments: 100, slots: 1, gapMs: 0, trouble: { kind: 'down' } },
  ...{ opensWithin: 3.5, wasteWithin: 10 },
};
const hang = { kind: 'hang', timeoutMs: 10_000 } as const;
const errors = (share: number) => ({ kind: 'errors', share }) as const;

// Fleets of a tenth; `npm run bench:breaker` measures whole ones.
const scenarios: readonly Scenario[] = [
  { ...usual, name: 'a hard outage opens the circuit' },
  { ...usual, name: 'workers with twenty calls each open it', environments: 5, slots: 20, wasteWithin: 40 },
  { ...usual, name: 'a small fleet opens it', environments: 20, slots: 4, wasteWithin: 12 },
  { ...usual, name: 'sparse calls open it', environments: 400, gapMs: 15_000, opensWithin: 6 },
  { ...usual, name: 'a brown-out opens it', trouble: errors(0.7), opensWithin: 6, wasteWithin: 20 },
  { ...usual, name: 'hanging calls open it', trouble: hang, timeoutMs: 10_000, opensWithin: 8 },
  { ...usual, name: 'thirty percent of errors do not open it', trouble: errors(0.3), opensWithin: null },
  { ...usual, name: 'one sick environment does not open it', sickAlone: true, opensWithin: null },
];

test.each(scenarios)('$name', async (scenario) => {
  const run = await runScenario(scenario, seed, { course });

  expect({ seed, breaches: breaches(run, figuresOf(run)) }).toEqual({ seed, breaches: [] });
});

test('a probe whose environment dies is followed by one other, within a second of the end of its lease', async () => {
  const { afterLease, mostProbes } = await measureTakeover(seed, 10);

  expect(mostProbes).toBe(1);
  expect(afterLease).toBeGreaterThan(0);
  expect(afterLease).toBeLessThanOrEqual(1);
});

test.each(failures)(
  'a table that %s stops no call, and holds calls up once per cached time',
  async (failure) => {
    const { calls, rejected, errors, longestWaitMs, waitsPerPeriod } = await measureBrokenTable(
      failure,
      seed,
    );

    expect({ rejected, errors }).toEqual({ rejected: 0, errors: 0 });
    expect(calls).toBeGreaterThan(2_000);
    expect(longestWaitMs).toBeLessThan(151);
    expect(waitsPerPeriod).toBeLessThanOrEqual(1);
  },
);
