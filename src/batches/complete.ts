import type { EvaluationType } from '../evaluators/index.ts';
import type { BatchRecord, EndStatus } from '../store/batch-record.ts';
import type { ChunkCounts, CountsByChunk } from '../store/chunk-record.ts';
import { flip } from './flip.ts';
import { createFold } from './fold.ts';
import { readOutcomes } from './outcomes.ts';
import { groupCount, groupOf, isLarge, sizeOfGroup } from './plan.ts';
import type { BatchPorts } from './ports.ts';
import { openResultsFile } from './results-file.ts';
import { sendWhole } from './sending.ts';

/** Marks finished chunks and, when the last one is marked, ends the batch. Safe to repeat: sets and one conditional flip, no counter. */
export async function markFinished(
  ports: BatchPorts,
  batch: BatchRecord,
  finished: CountsByChunk,
): Promise<void> {
  let groupsDone = 0;
  for (const [group, members] of Map.groupBy(finished, ([chunk]) => groupOf(chunk))) {
    const marked = await ports.chunks.mark(batch.batchId, group, new Map(members), batch.expiresAt);
    if (marked < sizeOfGroup(batch, group)) continue;
    groupsDone = Math.max(groupsDone, await ports.batches.markGroup(batch.batchId, group));
  }
  if (groupsDone > 0 && groupsDone === groupCount(batch)) await endFinished(ports, batch.batchId);
}

/** Ends a batch whose chunks are all finished; a large one is sent to where that is done. */
export async function endFinished(ports: BatchPorts, batchId: string): Promise<void> {
  // Read again: the reason to stop may be newer than the caller's copy.
  const batch = await ports.batches.read(batchId);
  if (!batch || batch.summary !== null) return;
  if (isLarge(batch) && !ports.openObject) return sendWhole(ports, batch);
  const fold = createFold(batch.evaluationType as EvaluationType);
  const file = isLarge(batch) && ports.openObject ? openResultsFile(ports.openObject, batch) : null;
  for await (const evaluations of readOutcomes(ports, batch)) {
    for (const evaluation of evaluations) fold.add(evaluation);
    await file?.add(evaluations);
  }
  await file?.close();
  const { folded } = fold;
  await flip(ports, batch, { status: terminalStatus(batch, folded.counts), folded, error: null });
}

function terminalStatus(
  { stop, continueOnError }: BatchRecord,
  { completed, failed }: ChunkCounts,
): EndStatus {
  if (stop) return stop;
  return completed > 0 && (continueOnError || failed === 0) ? 'completed' : 'failed';
}
