import { createCircuits } from '../../src/judges/circuits.ts';
import type { BreakerStore } from '../../src/resilience/breaker-store.ts';
import { createMemoryBreakers } from '../../test/support/memory-breakers.ts';
import { sharedName } from './environment.ts';
import { createPorts, createWorld, type World } from './fleet.ts';
import { usualFate } from './provider.ts';

/** The ways in which a table fails. */
export const failures = ['refuses', 'throttles', 'hangs', 'writes hang'] as const;

/** What calls of an environment had to bear from the circuit while the table failed. */
export interface Burden {
  readonly calls: number;
  readonly rejected: number;
  readonly errors: number;
  /** Longest that one call waited for the circuit, or one invocation for settling; milliseconds. */
  readonly longestWaitMs: number;
  /** Most waits of an environment in a time for which a state is used, all calls that wait together counted once. */
  readonly waitsPerPeriod: number;
}

const never = new AbortController().signal;
const seconds = 60;
// A state is used for five seconds, give or take a quarter.
const leastPeriodMs = 3_750;

/** Twenty environments with four calls in flight over a table that fails all the time. */
export async function measureBrokenTable(failure: (typeof failures)[number], seed: number): Promise<Burden> {
  const world = createWorld(seed);
  const burdens = Array.from({ length: 20 }, () => startBurdened(world, breakTable(failure, world)));
  await world.clock.pass(seconds * 1_000 + 60_000);
  const most = (key: keyof Burden) => Math.max(...burdens.map((burden) => burden[key]));
  const sum = (key: keyof Burden) => burdens.reduce((total, burden) => total + burden[key], 0);
  return {
    calls: sum('calls'),
    rejected: sum('rejected'),
    errors: sum('errors'),
    longestWaitMs: most('longestWaitMs'),
    waitsPerPeriod: most('waitsPerPeriod'),
  };
}

function breakTable(failure: (typeof failures)[number], { clock }: World): BreakerStore {
  const fail = async (): Promise<never> => {
    if (failure === 'hangs' || failure === 'writes hang') return new Promise<never>(() => undefined);
    if (failure === 'throttles') await clock.sleep(50);
    throw new Error(failure);
  };
  const broken: BreakerStore = { read: fail, change: fail, report: fail, list: fail };
  return failure === 'writes hang' ? { ...broken, read: createMemoryBreakers().read } : broken;
}

function startBurdened(world: World, store: BreakerStore): Burden {
  const { clock, random } = world;
  const circuits = createCircuits(createPorts(world, store));
  const circuit = circuits.of(sharedName);
  const burden = { calls: 0, rejected: 0, errors: 0, longestWaitMs: 0, waitsPerPeriod: 0 };
  const waitEnds: number[] = [];
  const timed = async <Result>(work: Promise<Result>): Promise<Result> => {
    const started = clock.now();
    const result = await work;
    const waited = clock.now() - started;
    burden.longestWaitMs = Math.max(burden.longestWaitMs, waited);
    if (waited > 0 && !waitEnds.includes(clock.now())) waitEnds.push(clock.now());
    const period = waitEnds.filter((end) => end > clock.now() - leastPeriodMs);
    burden.waitsPerPeriod = Math.max(burden.waitsPerPeriod, period.length);
    return result;
  };
  const call = async (): Promise<void> => {
    const admission = await timed(circuit.admit(never));
    if (admission.kind === 'rejected') {
      burden.rejected += 1;
      return clock.sleep(1_000);
    }
    burden.calls += 1;
    const { well, tookMs } = usualFate(random, 0.1);
    await clock.sleep(tookMs);
    await admission.call.end(well ? 'well' : 'sick');
    await timed(circuits.settle());
  };
  const work = async (): Promise<void> => {
    while (clock.now() < seconds * 1_000) {
      await call().catch(() => {
        burden.errors += 1;
        return clock.sleep(1_000);
      });
    }
  };
  for (let slot = 0; slot < 4; slot += 1) void work();
  return burden;
}
