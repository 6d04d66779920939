import type { ChunkActivity, ChunkCounts, ChunkRecord, Lease } from './chunk-record.ts';
import { type Item, type Items, ifAbsent, type Key, queryAll } from './items.ts';
import { itemVersion } from './table.ts';

/** The chunks of batches: their starts, their results, and the sets that mark completion. */
export function createChunkStore(items: Items) {
  return {
    /** Claims a chunk unless another claim is still good; the number of claims so far, this one included, or null. */
    async start(batchId: string, chunk: number, lease: Lease): Promise<number | null> {
      const item = await items.update(part(batchId, 'CHUNK', chunk), {
        UpdateExpression: 'ADD starts :one SET leaseUntil = :until, activeAt = :now, #ttl = :ttl',
        ConditionExpression: 'attribute_not_exists(leaseUntil) OR leaseUntil < :now',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ':one': 1,
          ':now': lease.now,
          ':until': lease.until,
          ':ttl': lease.expiresAt,
        },
      });
      return item ? Number(item['starts']) : null;
    },

    /** Gives a claim back before it ends by itself. */
    async release(batchId: string, chunk: number): Promise<void> {
      await items.update(part(batchId, 'CHUNK', chunk), {
        UpdateExpression: 'SET leaseUntil = :never',
        ExpressionAttributeValues: { ':never': 0 },
      });
    },

    /** How often a chunk was claimed. */
    async startsOf(batchId: string, chunk: number): Promise<number> {
      const item = await items.get(part(batchId, 'CHUNK', chunk));
      return Number(item?.['starts'] ?? 0);
    },

    /** Notes that a chunk's message was sent again after so many claims: not again before the next one. */
    async markResent(batchId: string, chunk: number, starts: number, expiresAt: number): Promise<void> {
      await items.update(part(batchId, 'CHUNK', chunk), {
        UpdateExpression: 'SET resentAfter = :starts, #ttl = :ttl',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':starts': starts, ':ttl': expiresAt },
      });
    },

    /** The chunks that were claimed or sent again. */
    async activity(batchId: string): Promise<ReadonlyMap<number, ChunkActivity>> {
      const found = new Map<number, ChunkActivity>();
      for await (const item of queryAll(items, partsQuery(batchId, 'CHUNK'))) {
        found.set(chunkOf(item), {
          starts: Number(item['starts'] ?? 0),
          activeAt: Number(item['activeAt'] ?? 0),
          resentAfter: Number(item['resentAfter'] ?? -1),
        });
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

    /** The finished chunks with their counts, without their results; of one chunk, if one is named. */
    async finished(batchId: string, chunk?: number): Promise<ReadonlyMap<number, ChunkCounts>> {
      const query = {
        ...partsQuery(batchId, 'DONE', chunk),
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

function partsQuery(batchId: string, kind: 'CHUNK' | 'DONE', chunk?: number) {
  const prefix = chunk === undefined ? `${kind}#` : part(batchId, kind, chunk).sk;
  return {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :kind)',
    ExpressionAttributeValues: { ':pk': `BATCH#${batchId}`, ':kind': prefix },
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
