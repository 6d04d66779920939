import { runScenario } from './fleet.ts';
import type { Scenario } from './scenarios.ts';

/** Seconds after the end of its lease at which a dead owner was replaced, and the most probes in flight at once. */
export interface Takeover {
  readonly afterLease: number;
  readonly mostProbes: number;
}

/** Workers with twenty calls each, whose circuit was opened by an outage that is over when its time is: who makes the first probe dies with it. */
export async function measureTakeover(seed: number, environments = 50): Promise<Takeover> {
  const timeoutMs = 30_000;
  const scenario: Scenario = {
    ...{ name: 'takeover', environments, slots: 20, gapMs: 0, timeoutMs },
    ...{ trouble: { kind: 'down' }, opensWithin: 3.5, wasteWithin: 40 },
  };
  const from = 25_000 + ((seed - 1) % 10) * 1_700;
  const course = { from, to: from + 5_000, end: from + timeoutMs + 40_000 };
  const { log } = await runScenario(scenario, seed, { course, ownerDies: true });
  const [first = Number.NaN, second = Number.NaN] = log.probeTimes;
  return { afterLease: (second - first - timeoutMs - 2_000) / 1_000, mostProbes: log.mostProbesInFlight };
}
