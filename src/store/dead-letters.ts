import { type Items, ifAbsent, type Key, queryAll } from './items.ts';
import { itemVersion } from './table.ts';

/** Something that was given up, kept for an operator. */
export interface DeadLetter {
  readonly id: string;
  /** What kind of message it was, `items` for items at which workers ended, or `unreadable`. */
  readonly kind: string;
  /** The message as it was. */
  readonly body: string;
  /** RFC 3339. */
  readonly at: string;
  /** Null until an operator acknowledged it; then what they did. */
  readonly acknowledged: string | null;
}

// Far more than an operator reads, and one page of the index: counting stays cheap whatever happened.
const mostCounted = 1_000;
const keptSeconds = 30 * 86_400;
const waiting = 'DEAD';

/** The dead letters: each an item of its own for 30 days, and in the sparse index of what waits until it is acknowledged. */
export function createDeadLetterStore(items: Items) {
  const key = (id: string): Key => ({ pk: `DEAD#${id}`, sk: 'DEAD' });
  const query = {
    IndexName: 'pending',
    KeyConditionExpression: 'pending_pk = :pk',
    ExpressionAttributeValues: { ':pk': waiting },
  };
  return {
    /** Keeps a letter unless it is kept already. */
    async keep({ acknowledged, ...letter }: DeadLetter): Promise<void> {
      const item = {
        ...key(letter.id),
        ...letter,
        v: itemVersion,
        ttl: Math.floor(Date.parse(letter.at) / 1_000) + keptSeconds,
        ...(acknowledged === null
          ? { pending_pk: waiting, pending_sk: `${letter.at}#${letter.id}` }
          : { acknowledged }),
      };
      await items.put(item, ifAbsent);
    },

    async read(id: string): Promise<DeadLetter | null> {
      const item = (await items.get(key(id))) as DeadLetter | null;
      return item && { ...item, acknowledged: item.acknowledged ?? null };
    },

    /** Acknowledges a letter; false if it was acknowledged before, or is not there. */
    async acknowledge(id: string, how: string): Promise<boolean> {
      const updated = await items.update(key(id), {
        UpdateExpression: 'SET acknowledged = :how REMOVE pending_pk, pending_sk',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(acknowledged)',
        ExpressionAttributeValues: { ':how': how },
      });
      return updated !== null;
    },

    /** Ids of the letters that nobody has acknowledged, oldest first. */
    async *waiting(): AsyncGenerator<string> {
      for await (const item of queryAll(items, query)) yield String(item['pending_sk']).split('#')[1] ?? '';
    },

    /** How many wait, up to a thousand. */
    async count(): Promise<number> {
      const { items: found } = await items.query({ ...query, Limit: mostCounted });
      return found.length;
    },
  };
}

/** See {@link createDeadLetterStore}. */
export type DeadLetterStore = ReturnType<typeof createDeadLetterStore>;
