import { chunkOf, partKey, partsQuery } from './chunk-keys.ts';
import type { ChunkClaims, ChunkReturn, Lease } from './chunk-record.ts';
import { type ClaimActivity, claimItem, noteResent, type Resending, toActivity } from './claims.ts';
import { type Item, type Items, queryAll } from './items.ts';

/** Who is at work on chunks, and how former claims ended. */
export function createChunkClaims(items: Items) {
  const keyOf = (batchId: string, chunk: number) => partKey(batchId, 'CHUNK', chunk);
  return {
    /** Claims a chunk unless another claim is still good: the claims so far, this one included, or null. */
    async start(batchId: string, chunk: number, lease: Lease): Promise<ChunkClaims | null> {
      const item = await claimItem(items, keyOf(batchId, chunk), lease);
      return item ? toClaims(item) : null;
    },

    /** Notes the item at which a claim is, null for none: where a worker dies, its note stays. */
    async note(
      batchId: string,
      chunk: number,
      at: { readonly start: number; readonly index: number | null },
    ) {
      await items.update(keyOf(batchId, chunk), {
        UpdateExpression: at.index === null ? 'REMOVE #at' : 'SET #at = :index',
        ExpressionAttributeNames: { '#at': noteOf(at.start) },
        ...(at.index === null ? {} : { ExpressionAttributeValues: { ':index': at.index } }),
      });
    },

    /** Ends a claim without results: the chunk may be claimed at once, and is not missed before its message is due. */
    async giveBack(batchId: string, chunk: number, { start, until, stalled }: ChunkReturn): Promise<void> {
      await items.update(keyOf(batchId, chunk), {
        UpdateExpression:
          'ADD returned :one, stalled :stalled SET leaseUntil = :none, activeAt = :until REMOVE #at',
        ExpressionAttributeNames: { '#at': noteOf(start) },
        ExpressionAttributeValues: { ':one': 1, ':stalled': stalled ? 1 : 0, ':none': 0, ':until': until },
      });
    },

    /** The claims on a chunk so far. */
    async claimsOf(batchId: string, chunk: number): Promise<ChunkClaims> {
      return toClaims((await items.get(keyOf(batchId, chunk))) ?? {});
    },

    /** Notes that a chunk's message was sent again after so many claims: not again before the next one. */
    markResent: (batchId: string, chunk: number, resending: Resending): Promise<void> =>
      noteResent(items, keyOf(batchId, chunk), resending),

    /** The chunks that were claimed or sent again. */
    async activity(batchId: string): Promise<ReadonlyMap<number, ClaimActivity>> {
      const found = new Map<number, ClaimActivity>();
      for await (const item of queryAll(items, partsQuery(batchId, 'CHUNK'))) {
        found.set(chunkOf(item), toActivity(item));
      }
      return found;
    },
  };
}

// One attribute per claim, so that no claim can overwrite what a former one left.
function noteOf(start: number): string {
  return `at${start}`;
}

function toClaims(item: Item): ChunkClaims {
  const starts = Number(item['starts'] ?? 0);
  const former = Array.from({ length: Math.max(0, starts - 1) }, (_, index) => item[noteOf(index + 1)]);
  return {
    starts,
    returned: Number(item['returned'] ?? 0),
    stalled: Number(item['stalled'] ?? 0),
    endedAt: former.filter((index) => index !== undefined).map(Number),
  };
}
