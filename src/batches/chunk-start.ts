import type { BatchRecord } from '../store/batch-record.ts';
import type { WorkPorts } from './ports.ts';

/** How a worker's claim on a chunk ended: it may evaluate, another copy of the message is at it, or workers died on it too often. */
export type ChunkStart =
  | { readonly kind: 'started'; readonly starts: number }
  | { readonly kind: 'held' }
  | { readonly kind: 'crashed' };

/** Starts after which a chunk's worker gets no further try. */
export const maxStarts = 3;

/** Claims a chunk for as long as an invocation can last; counted when its first item is about to be evaluated, so that waiting costs no start. */
export async function startChunk(ports: WorkPorts, batch: BatchRecord, chunk: number): Promise<ChunkStart> {
  const now = ports.now();
  const lease = { now, until: now + ports.leaseSeconds * 1_000, expiresAt: batch.expiresAt };
  const starts = await ports.chunks.start(batch.batchId, chunk, lease);
  if (starts === null) return { kind: 'held' };
  if (starts > maxStarts) return { kind: 'crashed' };
  if (batch.status === 'pending') await runBatch(ports, batch, new Date(now).toISOString());
  return { kind: 'started', starts };
}

/** The first start of a batch's chunks is told to the webhooks that want it; best effort. */
async function runBatch(ports: WorkPorts, batch: BatchRecord, at: string): Promise<void> {
  const { tenant, batchId, evaluationType, totalItems } = batch;
  if (!(await ports.batches.markRunning(batchId, at))) return;
  const data = { evaluation_type: evaluationType, status: 'running', total_items: totalItems };
  await ports.announcer.mention({ tenant, event: 'batch.started', id: batchId, at, data });
}
