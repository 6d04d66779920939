import type { Deltas, StoredNumber } from '../telemetry/recorder.ts';
import { readDeltas } from '../telemetry/recorder.ts';
import { type Items, queryAll } from './items.ts';

const shards = 4;

/** Adds deltas to one item of a shard chosen at random once per process; shards only grow. An ambiguous failure is retried by the SDK, so a count may drift upwards by what was ambiguous. */
export function createCounterStore(items: Items, random: () => number) {
  const shard = Math.floor(random() * shards);
  return {
    async write(itemKey: string, deltas: Deltas): Promise<void> {
      const entries = [...deltas];
      await items.update(
        { pk: `METRIC#${shard}`, sk: itemKey },
        {
          UpdateExpression: `ADD ${entries.map((_, index) => `#${index} :${index}`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(entries.map(([name], index) => [`#${index}`, name])),
          ExpressionAttributeValues: Object.fromEntries(
            entries.map(([, amount], index) => [`:${index}`, amount]),
          ),
        },
      );
    },

    /** All stored numbers, or an error: never part of the shards, which would look like a counter reset. */
    async readAll(): Promise<readonly StoredNumber[]> {
      const read = await Promise.all(Array.from({ length: shards }, (_, index) => readShard(items, index)));
      return read.flat();
    },
  };
}

async function readShard(items: Items, shard: number): Promise<StoredNumber[]> {
  const numbers: StoredNumber[] = [];
  const query = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': `METRIC#${shard}` },
    ConsistentRead: true,
  };
  for await (const { pk: _pk, sk, ...attributes } of queryAll(items, query)) {
    numbers.push(...readDeltas(String(sk), attributes));
  }
  return numbers;
}
