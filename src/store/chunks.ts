import { type Item, type Items, ifAbsent, type Key, queryAll } from './items.ts';
import { itemVersion } from './table.ts';

/** How many items of a chunk ended how. */
export interface ChunkCounts {
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** The final results of one chunk: gzipped JSON in the item, or the key of an object that holds it. */
export interface ChunkRecord {
  readonly chunk: number;
  readonly counts: ChunkCounts;
  readonly results: Uint8Array | string;
}

/** The chunks of batches: their starts, their results, and the sets that mark completion. */
export function createChunkStore(items: Items) {
  return {
    /** Counts a start of a chunk and says how many there were, this one included. */
    async start(batchId: string, chunk: number, at: number, expiresAt: number): Promise<number> {
      const item = await items.update(part(batchId, 'CHUNK', chunk), {
        UpdateExpression: 'ADD starts :one SET activeAt = :at, #ttl = :ttl',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':one': 1, ':at': at, ':ttl': expiresAt },
      });
      return Number(item?.['starts']);
    },

    /** Notes that a chunk's message was sent again, so that the reconciler waits before it sends another. */
    async touch(batchId: string, chunk: number, at: number, expiresAt: number): Promise<void> {
      await items.update(part(batchId, 'CHUNK', chunk), {
        UpdateExpression: 'SET activeAt = :at, #ttl = :ttl',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':at': at, ':ttl': expiresAt },
      });
    },

    /** When each started or re-sent chunk was last active, in milliseconds since the epoch. */
    async activity(batchId: string): Promise<ReadonlyMap<number, number>> {
      const found = new Map<number, number>();
      for await (const item of queryAll(items, partsQuery(batchId, 'CHUNK'))) {
        found.set(chunkOf(item), Number(item['activeAt']));
      }
      return found;
    },

    /** THE exactly-once effect: the results of a chunk, if it has none yet. False if it has. */
    async finish(batchId: string, record: ChunkRecord, expiresAt: number): Promise<boolean> {
      const { chunk, counts, results } = record;
      return items.put(
        { ...part(batchId, 'DONE', chunk), v: itemVersion, ...counts, results, ttl: expiresAt },
        ifAbsent,
      );
    },

    async read(batchId: string, chunk: number): Promise<ChunkRecord | null> {
      const item = await items.get(part(batchId, 'DONE', chunk));
      return item ? toChunk(item) : null;
    },

    /** The finished chunks with their counts, without their results. */
    async finished(batchId: string): Promise<ReadonlyMap<number, ChunkCounts>> {
      const query = {
        ...partsQuery(batchId, 'DONE'),
        ProjectionExpression: 'sk, completed, failed, cancelled',
      };
      const found = new Map<number, ChunkCounts>();
      for await (const item of queryAll(items, query)) found.set(chunkOf(item), toCounts(item));
      return found;
    },

    /** Adds chunks to the set of a group and says how many the set now holds. Idempotent. */
    async mark(
      batchId: string,
      group: number,
      chunks: readonly number[],
      expiresAt: number,
    ): Promise<number> {
      const item = await items.update(
        { pk: `BATCH#${batchId}`, sk: `GROUP#${group}` },
        {
          UpdateExpression: 'ADD done :chunks SET #ttl = :ttl',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: { ':chunks': new Set(chunks), ':ttl': expiresAt },
        },
      );
      return (item?.['done'] as ReadonlySet<number> | undefined)?.size ?? 0;
    },
  };
}

/** See {@link createChunkStore}. */
export type ChunkStore = ReturnType<typeof createChunkStore>;

function part(batchId: string, kind: 'CHUNK' | 'DONE', chunk: number): Key {
  return { pk: `BATCH#${batchId}`, sk: `${kind}#${String(chunk).padStart(6, '0')}` };
}

function partsQuery(batchId: string, kind: 'CHUNK' | 'DONE') {
  return {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :kind)',
    ExpressionAttributeValues: { ':pk': `BATCH#${batchId}`, ':kind': `${kind}#` },
    ConsistentRead: true,
  };
}

function chunkOf(item: Item): number {
  return Number(String(item['sk']).split('#')[1]);
}

function toCounts(item: Item): ChunkCounts {
  return {
    completed: Number(item['completed']),
    failed: Number(item['failed']),
    cancelled: Number(item['cancelled']),
  };
}

function toChunk(item: Item): ChunkRecord {
  return { chunk: chunkOf(item), counts: toCounts(item), results: item['results'] as Uint8Array | string };
}
