import type { CircuitPorts } from '../../src/judges/circuit-ports.ts';
import { breakerPolicyOf } from '../../src/resilience/breaker-policy.ts';
import type { BreakerStore } from '../../src/resilience/breaker-store.ts';
import { createRandom, type Random } from '../../src/statistics/random.ts';
import { createMemoryBreakers } from '../../test/support/memory-breakers.ts';
import { createVirtualClock, type VirtualClock } from '../../test/support/virtual-clock.ts';
import { type EnvironmentFrame, sharedName, startEnvironment } from './environment.ts';
import { meterStore, type TableMeter } from './metered-store.ts';
import { troubledFate, usualFate } from './provider.ts';
import { type RunLog, startLog } from './run-log.ts';
import type { Scenario } from './scenarios.ts';

/** When the trouble begins and ends, and when the run ends; milliseconds. */
export interface Course {
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/** A scenario as it went. */
export interface Run {
  readonly scenario: Scenario;
  readonly course: Course;
  readonly log: RunLog;
  readonly meter: TableMeter;
  /** What happened between the warm-up and the trouble. */
  readonly healthy: Counts;
}

/** Calls, and what the table was asked for them. */
interface Counts {
  readonly calls: number;
  readonly reads: number;
  readonly writes: number;
}

/** Environments do not know the load at first, and report more than they need. */
export const warmUpMs = 20_000;

const usualErrorShare = 0.002;

/** Two minutes of trouble, which begins at another moment of a window for each seed. */
export function courseOf(seed: number): Course {
  const from = 62_300 + ((seed - 1) % 10) * 3_100;
  return { from, to: from + 120_000, end: from + 220_000 };
}

/** What else a run may differ in. */
export interface RunOptions {
  readonly course?: Course;
  /** Whether the first environment that makes a probe dies with it. */
  readonly ownerDies?: boolean;
}

/** Runs a scenario with the real circuits, over a table in process and a clock that jumps. */
export async function runScenario(
  scenario: Scenario,
  seed: number,
  { course = courseOf(seed), ownerDies = false }: RunOptions = {},
): Promise<Run> {
  const world = createWorld(seed);
  const { clock, log } = world;
  const { store, meter } = meterStore(createMemoryBreakers(), clock, world.random);
  const ports = createPorts(world, store, scenario.timeoutMs);
  const countNow = (): Counts => ({ calls: log.callTimes.length, reads: meter.reads, writes: meter.writes });
  let deaths = 0;
  const diesNow = () => ownerDies && ++deaths === 1;
  for (let index = 0; index < scenario.environments; index += 1) {
    const conduct = conductOf(scenario, course, { world, index });
    startEnvironment({ ...world, ports, ...conduct, end: course.end, diesNow }, scenario.slots);
  }
  await clock.pass(warmUpMs);
  const warm = countNow();
  await clock.pass(course.from - warmUpMs);
  const healthy = differenceOf(countNow(), warm);
  await clock.pass(course.end + 15_000 - course.from);
  return { scenario, course, log, meter, healthy };
}

function differenceOf(now: Counts, before: Counts): Counts {
  return {
    calls: now.calls - before.calls,
    reads: now.reads - before.reads,
    writes: now.writes - before.writes,
  };
}

/** Time, chance and what is noted of a run. */
export interface World {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly log: RunLog;
}

/** A world that a seed decides. */
export function createWorld(seed: number): World {
  return { clock: createVirtualClock(), random: createRandom(seed * 7_919), log: startLog() };
}

/** What circuits of a world are made of. */
export function createPorts(
  { clock, random, log }: World,
  store: BreakerStore,
  timeoutMs = 30_000,
): CircuitPorts {
  const policy = { ...breakerPolicyOf(sharedName.provider), timeoutMs };
  let ids = 0;
  return {
    ...{ store, random, now: clock.now, setTimer: clock.setTimer },
    policyOf: () => policy,
    newId: () => `call-${++ids}`,
    onTransition: ({ to }) => void log.changes.push({ at: clock.now(), to }),
    onRejection: () => undefined,
  };
}

function conductOf(
  { trouble, sickAlone = false, errorShare = usualErrorShare, gapMs }: Scenario,
  course: Course,
  { world, index }: { readonly world: World; readonly index: number },
): Pick<EnvironmentFrame, 'fate' | 'troubled' | 'gapMs'> {
  const { clock, random } = world;
  const isTroubled = trouble !== null && (!sickAlone || index === 0);
  const troubled = () => isTroubled && clock.now() >= course.from && clock.now() < course.to;
  return {
    troubled,
    fate() {
      const usual = usualFate(random, errorShare);
      return trouble && troubled() ? troubledFate(trouble, usual, random) : usual;
    },
    gapMs: () => (gapMs === 0 ? 0 : -Math.log(1 - random()) * gapMs),
  };
}
