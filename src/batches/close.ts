import type { BatchRecord } from '../store/batch-record.ts';
import { storeChunk } from './chunk-results.ts';
import { markFinished } from './complete.ts';
import { chunksOf } from './plan.ts';
import type { BatchPorts } from './ports.ts';
import { type Unevaluated, unevaluated } from './unevaluated.ts';

/** Ends every chunk that has no results yet; a worker that finishes one of them first wins, and its results count. */
export async function closeOpenChunks(
  ports: BatchPorts,
  batch: BatchRecord,
  outcome: Unevaluated,
): Promise<void> {
  const finished = await ports.chunks.finished(batch.batchId);
  const open = chunksOf(batch).filter((chunk) => !finished.has(chunk));
  await Promise.all(
    open.map((chunk) =>
      storeChunk(ports, batch, { chunk, evaluations: unevaluated(ports, batch, chunk, outcome) }),
    ),
  );
  await markFinished(ports, batch, chunksOf(batch));
}
