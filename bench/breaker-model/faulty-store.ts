import { type BreakerState, initialState, type Transition } from '../../src/resilience/breaker-state.ts';
import type { BreakerStore } from '../../src/resilience/breaker-store.ts';
import type { Random } from '../../src/statistics/random.ts';
import { createMemoryBreakers } from '../../test/support/memory-breakers.ts';
import type { VirtualClock } from '../../test/support/virtual-clock.ts';

/** How unreliable the table is; shares of 1. */
export interface Faults {
  /** Reads that show an earlier state. */
  stale: number;
  /** Reads and writes that fail and do nothing. */
  failed: number;
  /** Writes that are made and seem to have failed. */
  ambiguous: number;
}

/** A table shared by unreliable connections. */
export interface FaultyTable {
  readonly faults: Faults;
  state(): BreakerState;
  /** The connection of a client. */
  connect(client: number): BreakerStore;
}

/** Told of every change that is made, at the moment it is. */
export type Watch = (change: Transition & { readonly before: BreakerState; readonly client: number }) => void;

/** A table of one circuit, whose answers take up to 20 ms and more often than not come out of order. */
export function createFaultyTable(clock: VirtualClock, random: Random, watch: Watch): FaultyTable {
  const memory = createMemoryBreakers();
  const history: BreakerState[] = [initialState];
  const faults: Faults = { stale: 0, failed: 0, ambiguous: 0 };
  const state = () => history.at(-1) ?? initialState;
  const travel = async (): Promise<void> => {
    await clock.sleep(20 * random());
    if (random() < faults.failed) throw new Error('failed');
  };
  const connect = (client: number): BreakerStore => ({
    ...memory,
    async read() {
      await travel();
      const age = random() < faults.stale ? Math.ceil(3 * random()) : 0;
      const seen = history.at(-1 - age) ?? history[0] ?? initialState;
      await clock.sleep(20 * random());
      return seen;
    },
    async change(name, transition, signal) {
      await travel();
      const before = state();
      const made = await memory.change(name, transition, signal);
      if (made) {
        history.push(transition.to);
        watch({ ...transition, before, client });
      }
      await clock.sleep(20 * random());
      if (random() < faults.ambiguous) throw new Error('ambiguous');
      return made;
    },
    async report(...asked) {
      await travel();
      return memory.report(...asked);
    },
  });
  return { faults, state, connect };
}
