import { type Item, type Items, type Key, queryAll } from './items.ts';

/** What an item still has to tell: kept in the item itself by the very write that made it true. */
export interface OutboxNote {
  /** RFC 3339: when it happened. */
  readonly at: string;
  /** JSON of what is to be sent. */
  readonly text: string;
}

/** A note that waits, and the item that holds it. */
export interface WaitingNote extends OutboxNote {
  readonly key: Key;
}

// A partition takes 1,000 writes a second, and results of every tenant pass through here.
const shards = 8;

/** The attributes by which an item stands in the outbox. */
export function outboxAttributes({ pk }: Key, { at, text }: OutboxNote): Item {
  return { outbox_pk: shardKey(shardOf(pk)), outbox_sk: `${at}#${pk}`, outbox_text: text };
}

/** The outbox: a sparse index over the items that still have something to tell. */
export function createOutboxStore(items: Items) {
  return {
    /** Takes an item out of the outbox. Safe to repeat, and when the item is gone. */
    async remove(key: Key): Promise<void> {
      await items.update(key, {
        UpdateExpression: 'REMOVE outbox_pk, outbox_sk, outbox_text',
        ConditionExpression: 'attribute_exists(outbox_pk)',
      });
    },

    /** The notes that wait since before a time, oldest first within each shard. */
    async *waiting(before: string): AsyncGenerator<WaitingNote> {
      for (let shard = 0; shard < shards; shard += 1) {
        const query = {
          IndexName: 'outbox',
          KeyConditionExpression: 'outbox_pk = :pk AND outbox_sk < :before',
          ExpressionAttributeValues: { ':pk': shardKey(shard), ':before': before },
        };
        for await (const { pk, sk } of queryAll(items, query)) {
          const note = await read(items, { pk: String(pk), sk: String(sk) });
          if (note) yield note;
        }
      }
    },
  };
}

/** See {@link createOutboxStore}. */
export type OutboxStore = ReturnType<typeof createOutboxStore>;

/** The index shows what was: the item may have been taken out, or deleted, since. */
async function read(items: Items, key: Key): Promise<WaitingNote | null> {
  const item = await items.get(key, { attributes: 'outbox_sk, outbox_text' });
  if (!item?.['outbox_text']) return null;
  const [at = ''] = String(item['outbox_sk']).split('#');
  return { key, at, text: String(item['outbox_text']) };
}

function shardOf(text: string): number {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + character.charCodeAt(0)) % 65_521;
  return sum % shards;
}

function shardKey(shard: number): string {
  return `OUTBOX#${shard}`;
}
