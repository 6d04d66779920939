import type { FamilyName, Labels } from '../telemetry/families.ts';
import { type Deltas, itemKeyOf, readDeltas, type StoredNumber } from '../telemetry/recorder.ts';
import { type Items, queryAll } from './items.ts';

const shardKeys = [0, 1, 2, 3].map((shard) => `METRIC#${shard}`);

/** Adds deltas to one item of a shard chosen at random once per process; shards only grow. An ambiguous failure is retried by the SDK, so a count may drift upwards by what was ambiguous. */
export function createCounterStore(items: Items, random: () => number) {
  const pk = shardKeys[Math.floor(random() * shardKeys.length)] ?? '';
  return {
    async write(itemKey: string, deltas: Deltas): Promise<void> {
      const entries = [...deltas];
      await items.update(
        { pk, sk: itemKey },
        {
          UpdateExpression: `ADD ${entries.map((_, index) => `#${index} :${index}`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(entries.map(([name], index) => [`#${index}`, name])),
          ExpressionAttributeValues: Object.fromEntries(
            entries.map(([, amount], index) => [`:${index}`, amount]),
          ),
        },
      );
    },

    /** The counts of the families that are counted together with one, for the same labels. */
    async readBeside(
      name: FamilyName,
      labels: Labels,
    ): Promise<Readonly<Partial<Record<FamilyName, number>>>> {
      const sk = itemKeyOf(name, labels);
      const read = await Promise.all(shardKeys.map((pk) => items.get({ pk, sk })));
      const numbers = read.flatMap((item) => readDeltas(sk, item ?? {})).filter(({ part }) => part === 'n');
      return Object.fromEntries(
        Map.groupBy(numbers, ({ family }) => family)
          .entries()
          .map(([family, own]) => [family, own.reduce((sum, { value }) => sum + value, 0)]),
      );
    },

    /** All stored numbers, or an error: never part of the shards, which would look like a counter reset. */
    async readAll(): Promise<readonly StoredNumber[]> {
      const read = await Promise.all(shardKeys.map((pk) => readShard(items, pk)));
      return read.flat();
    },
  };
}

async function readShard(items: Items, pk: string): Promise<StoredNumber[]> {
  const numbers: StoredNumber[] = [];
  const query = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  };
  for await (const { pk: _pk, sk, ...attributes } of queryAll(items, query)) {
    numbers.push(...readDeltas(String(sk), attributes));
  }
  return numbers;
}
