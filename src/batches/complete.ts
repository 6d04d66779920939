import type { Evaluation } from '../evaluation/evaluation.ts';
import type { EvaluationType } from '../evaluators/index.ts';
import type { BatchRecord, BatchStatus } from '../store/batch-record.ts';
import { aggregate } from './aggregates.ts';
import type { BatchSummary } from './batch.ts';
import { countOutcomes, readEvaluations } from './chunk-results.ts';
import { chunksOf, groupCount, groupOf, sizeOfGroup } from './plan.ts';
import type { BatchPorts } from './ports.ts';

/** Marks finished chunks and, when the last one is marked, flips the batch to its terminal status. Safe to repeat: sets and one conditional flip, no counter. */
export async function markFinished(
  ports: BatchPorts,
  batch: BatchRecord,
  chunks: readonly number[],
): Promise<void> {
  for (const [group, members] of Map.groupBy(chunks, groupOf)) {
    const marked = await ports.chunks.mark(batch.batchId, group, members, batch.expiresAt);
    if (marked < sizeOfGroup(batch, group)) continue;
    const full = await ports.batches.markGroup(batch.batchId, group);
    if (full === groupCount(batch)) await flip(ports, batch.batchId);
  }
}

async function flip(ports: BatchPorts, batchId: string): Promise<void> {
  // Read again: the reason to stop may be newer than the caller's copy.
  const batch = await ports.batches.read(batchId);
  if (!batch) return;
  const evaluations = await readAll(ports, batch);
  const now = ports.now();
  const summary = summarise(batch, evaluations, now);
  await ports.batches.flip(
    batchId,
    terminalStatus(batch, summary),
    new Date(now).toISOString(),
    JSON.stringify(summary),
  );
}

async function readAll(ports: BatchPorts, batch: BatchRecord): Promise<readonly Evaluation[]> {
  const chunks = await Promise.all(
    chunksOf(batch).map(async (chunk) => {
      const record = await ports.chunks.read(batch.batchId, chunk);
      if (!record)
        throw new Error(`chunk ${chunk} of ${batch.batchId} is marked finished and has no results`);
      return readEvaluations(ports, record);
    }),
  );
  return chunks.flat();
}

function summarise(batch: BatchRecord, evaluations: readonly Evaluation[], now: number): BatchSummary {
  const { completed, failed, cancelled } = countOutcomes(evaluations);
  const { warnings, ...aggregates } = aggregate(batch.evaluationType as EvaluationType, evaluations);
  return {
    ...aggregates,
    aggregate_metrics: { ...aggregates.aggregate_metrics },
    warnings: [...warnings],
    successful: completed,
    failed,
    cancelled,
    processing_time: (now - Date.parse(batch.createdAt)) / 1_000,
  };
}

function terminalStatus({ stop }: BatchRecord, { successful }: BatchSummary): BatchStatus {
  return stop ?? (successful > 0 ? 'completed' : 'failed');
}
