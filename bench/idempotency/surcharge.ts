import type { Items } from '../../src/store/items.ts';
import { startServer } from './server.ts';
import type { World } from './world.ts';

// us-east-1, on demand, November 2026; a consistent read of up to 4 KB is one unit.
const dollarsPerWriteUnit = 0.625e-6;
const dollarsPerReadUnit = 0.125e-6;
const bytesPerWriteUnit = 1_024;

/** What was done with the table, in its units. */
export interface Usage {
  readonly writes: number;
  readonly reads: number;
}

/** What a key adds to an evaluation that is judged and saved. */
export async function measureSurcharge(
  world: World,
): Promise<Usage & { readonly dollarsPerThousand: number }> {
  const without = await measure(world, null);
  const keyed = await measure(world, 'k'.repeat(255));
  const [writes, reads] = [keyed.writes - without.writes, keyed.reads - without.reads];
  return {
    writes,
    reads,
    dollarsPerThousand: 1_000 * (writes * dollarsPerWriteUnit + reads * dollarsPerReadUnit),
  };
}

async function measure(world: World, key: string | null): Promise<Usage> {
  const counted = { writes: 0, reads: 0 };
  const items: Items = {
    ...world.items,
    async get(...given) {
      counted.reads += 1;
      return world.items.get(...given);
    },
    async put(...given) {
      counted.writes += unitsOf(given[0]);
      return world.items.put(...given);
    },
    async update(...given) {
      const item = await world.items.update(...given);
      counted.writes += unitsOf(item ?? {});
      return item;
    },
  };
  await startServer({ ...world, items }, null).post({ kind: 'evaluation', tenant: 'surcharge', key });
  return counted;
}

function unitsOf(item: object): number {
  return Math.max(1, Math.ceil(JSON.stringify(item).length / bytesPerWriteUnit));
}
