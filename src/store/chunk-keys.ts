import type { Item, Key } from './items.ts';

/** Of each chunk: who claimed it, the outcomes of a claim that was given back, and the final ones. */
export type ChunkPart = 'CHUNK' | 'KEPT' | 'DONE';

/** The partition of a batch. */
export function pkOf(batchId: string): string {
  return `BATCH#${batchId}`;
}

/** The key of a part of a chunk. */
export function partKey(batchId: string, kind: ChunkPart, chunk: number): Key {
  return { pk: pkOf(batchId), sk: `${kind}#${String(chunk).padStart(6, '0')}` };
}

/** The query for a part of every chunk. */
export function partsQuery(batchId: string, kind: ChunkPart) {
  return {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :kind)',
    ExpressionAttributeValues: { ':pk': pkOf(batchId), ':kind': `${kind}#` },
    ConsistentRead: true,
  };
}

/** The chunk that a part belongs to. */
export function chunkOf(item: Item): number {
  return Number(String(item['sk']).split('#')[1]);
}
