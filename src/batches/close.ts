import { mapAtMost } from '../resilience/map-at-most.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import { storeChunk } from './chunk-results.ts';
import { markFinished } from './complete.ts';
import { endOpenItems } from './open-items.ts';
import { chunksOf, isLarge } from './plan.ts';
import type { BatchPorts } from './ports.ts';
import { sendWhole } from './sending.ts';
import type { Unevaluated } from './unevaluated.ts';

// Results are packed as they are stored: so many at a time.
const atOnce = 20;

/** Ends every chunk that has no results yet; a worker that finishes one of them first wins, and its results count. A large batch is sent to where that is done. */
export async function closeOpenChunks(
  ports: BatchPorts,
  batch: BatchRecord,
  outcome: Unevaluated,
): Promise<void> {
  if (isLarge(batch) && !ports.openObject) return sendWhole(ports, batch);
  const marked = await ports.chunks.marked(batch.batchId);
  const open = chunksOf(batch).filter((chunk) => !marked.has(chunk));
  const ended = await mapAtMost(atOnce, open, async (chunk) => {
    const evaluations = await endOpenItems(ports, batch, { chunk, outcome });
    return [chunk, await storeChunk(ports, batch, { chunk, evaluations })] as const;
  });
  await markFinished(ports, batch, new Map([...marked, ...ended]));
}
