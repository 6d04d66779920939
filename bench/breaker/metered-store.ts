import type { BreakerStore, CircuitName } from '../../src/resilience/breaker-store.ts';
import type { Random } from '../../src/statistics/random.ts';
import type { VirtualClock } from '../../test/support/virtual-clock.ts';

/** What a table was asked, and what one item of it had to bear. */
export interface TableMeter {
  reads: number;
  writes: number;
  throttled: number;
  readonly peakWrites: () => number;
  readonly peakReads: () => number;
}

// Of one item, in a second.
const mostReads = 6_000;
const mostWrites = 1_000;

/** A table that answers after 4 to 10 ms and refuses what one item cannot bear. */
export function meterStore(
  store: BreakerStore,
  clock: VirtualClock,
  random: Random,
): { readonly store: BreakerStore; readonly meter: TableMeter } {
  const reads = createLoad(clock);
  const writes = createLoad(clock);
  const meter: TableMeter = {
    reads: 0,
    writes: 0,
    throttled: 0,
    peakReads: reads.peak,
    peakWrites: writes.peak,
  };
  const bear = async (load: Load, item: string, most: number): Promise<void> => {
    if (load.add(item) > most) {
      meter.throttled += 1;
      await clock.sleep(50);
      throw new Error('throttled');
    }
    await clock.sleep(4 + 6 * random());
  };
  const itemOf = ({ provider, model }: CircuitName) => `${provider}:${model}`;
  return {
    meter,
    store: {
      ...store,
      async read(name, signal) {
        meter.reads += 1;
        await bear(reads, itemOf(name), mostReads);
        return store.read(name, signal);
      },
      async change(name, transition, signal) {
        meter.writes += 1;
        await bear(writes, itemOf(name), mostWrites);
        return store.change(name, transition, signal);
      },
      async report(name, at, signal) {
        meter.writes += 1;
        await bear(writes, `${itemOf(name)}#${at.shard}#${at.epoch}#${at.window}`, mostWrites);
        return store.report(name, at, signal);
      },
    },
  };
}

interface Load {
  /** How often an item was asked in this second. */
  add(item: string): number;
  /** The most that one item was asked in one second. */
  peak(): number;
}

function createLoad(clock: VirtualClock): Load {
  let second = -1;
  let most = 0;
  const counts = new Map<string, number>();
  return {
    peak: () => most,
    add(item) {
      const current = Math.floor(clock.now() / 1_000);
      if (current !== second) counts.clear();
      second = current;
      const count = (counts.get(item) ?? 0) + 1;
      counts.set(item, count);
      most = Math.max(most, count);
      return count;
    },
  };
}
