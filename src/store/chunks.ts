import { createChunkClaims } from './chunk-claims.ts';
import { chunkOf, partKey, partsQuery, pkOf } from './chunk-keys.ts';
import type { ChunkCounts, ChunkRecord, CountsByChunk } from './chunk-record.ts';
import { type Item, type Items, ifAbsent, project, queryAll } from './items.ts';
import { itemVersion } from './table.ts';

type Results = ChunkRecord['results'];

const decade = 100;

/** The chunks of batches: the claims on them, their results, and the sets that mark completion. */
export function createChunkStore(items: Items) {
  return {
    ...createChunkClaims(items),

    /** THE exactly-once effect: the results of a chunk, if it has none yet. False if it has. */
    async finish(batchId: string, record: ChunkRecord, expiresAt: number): Promise<boolean> {
      const { chunk, counts, results } = record;
      return items.put(
        { ...partKey(batchId, 'DONE', chunk), v: itemVersion, ...counts, results, ttl: expiresAt },
        ifAbsent,
      );
    },

    async read(batchId: string, chunk: number): Promise<ChunkRecord | null> {
      const item = await items.get(partKey(batchId, 'DONE', chunk));
      return item ? toChunk(item) : null;
    },

    /** Keeps the outcomes that a claim had when it was given back, in place of those that were kept before. */
    async keep(batchId: string, chunk: number, results: Results, expiresAt: number): Promise<void> {
      await items.put({ ...partKey(batchId, 'KEPT', chunk), v: itemVersion, results, ttl: expiresAt });
    },

    /** What was kept of an unfinished chunk; null if nothing was. */
    async kept(batchId: string, chunk: number): Promise<Results | null> {
      const item = await items.get(partKey(batchId, 'KEPT', chunk));
      return item ? (item['results'] as Results) : null;
    },

    /** The counts of one chunk, without its results; null if it is not finished. */
    async countsOf(batchId: string, chunk: number): Promise<ChunkCounts | null> {
      const attributes = 'completed,failed,cancelled';
      const item = await items.get(partKey(batchId, 'DONE', chunk), { attributes });
      return item ? toCounts(item) : null;
    },

    /** The finished chunks with their results, in order; the table is read page by page as they are asked for. */
    async *records(batchId: string): AsyncGenerator<ChunkRecord> {
      for await (const item of queryAll(items, partsQuery(batchId, 'DONE'))) yield toChunk(item);
    },

    /** Adds chunks with their counts to the set of a group and says how many the set now holds. Idempotent: the counts of a finished chunk never change. */
    async mark(batchId: string, group: number, chunks: CountsByChunk, expiresAt: number): Promise<number> {
      const item = await items.update(
        { pk: pkOf(batchId), sk: `GROUP#${group}` },
        {
          UpdateExpression: 'ADD marks :marks SET #ttl = :ttl',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: { ':marks': new Set([...chunks].map(toMark)), ':ttl': expiresAt },
        },
      );
      return marksOf(item).length;
    },

    /** The marked chunks with their counts: a small item per group, whatever the results weigh. */
    async marked(batchId: string): Promise<CountsByChunk> {
      const query = {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :group)',
        ExpressionAttributeValues: { ':pk': pkOf(batchId), ':group': 'GROUP#' },
        ConsistentRead: true,
        ...project('marks'),
      };
      const found = new Map<number, ChunkCounts>();
      for await (const item of queryAll(items, query)) {
        for (const mark of marksOf(item)) found.set(...fromMark(mark));
      }
      return found;
    },
  };
}

/** See {@link createChunkStore}. */
export type ChunkStore = ReturnType<typeof createChunkStore>;

function toCounts(item: Item): ChunkCounts {
  return {
    completed: Number(item['completed']),
    failed: Number(item['failed']),
    cancelled: Number(item['cancelled']),
  };
}

function toChunk(item: Item): ChunkRecord {
  return { chunk: chunkOf(item), counts: toCounts(item), results: item['results'] as Results };
}

function marksOf(item: Item | null): readonly number[] {
  return [...((item?.['marks'] ?? []) as Iterable<number>)];
}

/** A chunk and its counts in one number, two digits for each count: a chunk has at most 25 items. */
function toMark([chunk, { completed, failed, cancelled }]: readonly [number, ChunkCounts]): number {
  return ((chunk * decade + completed) * decade + failed) * decade + cancelled;
}

function fromMark(mark: number): [number, ChunkCounts] {
  const digits = (place: number) => Math.floor(mark / decade ** place) % decade;
  const counts = { completed: digits(2), failed: digits(1), cancelled: digits(0) };
  return [Math.floor(mark / decade ** 3), counts];
}
