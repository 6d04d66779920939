import type { Evaluation } from '../evaluation/evaluation.ts';
import type { EvaluationType } from '../evaluators/index.ts';
import type { BatchRecord, BatchStatus } from '../store/batch-record.ts';
import type { ChunkCounts } from '../store/chunk-record.ts';
import { type Aggregates, aggregate, leadingMeans } from './aggregates.ts';
import type { BatchSummary } from './batch.ts';
import { countOutcomes, readEvaluations } from './chunk-results.ts';
import { chunksOf, groupCount, groupOf, sizeOfGroup } from './plan.ts';
import type { BatchPorts } from './ports.ts';
import { type Unevaluated, unevaluated } from './unevaluated.ts';

const lost: Unevaluated = {
  status: 'failed',
  error: { code: 'internal_error', detail: 'the results of this item cannot be read' },
};

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
  const { judge_kind, ...aggregates } = aggregate(batch.evaluationType as EvaluationType, evaluations);
  const summary = summarise(batch, { aggregates, counts: countOutcomes(evaluations), now });
  await ports.batches.flip(batch, {
    status: terminalStatus(batch, summary),
    at: new Date(now).toISOString(),
    summary: JSON.stringify(summary),
    entry: {
      id: batchId,
      createdAt: batch.createdAt,
      evaluationType: batch.evaluationType,
      score: summary.average,
      scores: leadingMeans(summary.aggregate_metrics),
      judgeKind: judge_kind,
    },
  });
}

const maxAgeSeconds = 24 * 3_600;

/** Whether a batch should have been terminal long ago. */
export function isOverdue({ createdAt }: BatchRecord, now: number): boolean {
  return now - Date.parse(createdAt) > maxAgeSeconds * 1_000;
}

async function readAll(ports: BatchPorts, batch: BatchRecord): Promise<readonly Evaluation[]> {
  const chunks = await Promise.all(chunksOf(batch).map((chunk) => readOutcomes(ports, batch, chunk)));
  return chunks.flat();
}

/** The outcomes of a chunk. If they cannot be read, an overdue batch counts them as failed: it must end all the same. */
async function readOutcomes(
  ports: BatchPorts,
  batch: BatchRecord,
  chunk: number,
): Promise<readonly Evaluation[]> {
  try {
    const record = await ports.chunks.read(batch.batchId, chunk);
    if (!record) throw new Error(`chunk ${chunk} of ${batch.batchId} is marked finished and has no results`);
    return await readEvaluations(ports, record);
  } catch (error) {
    if (!isOverdue(batch, ports.now())) throw error;
    return unevaluated(ports, batch, chunk, lost);
  }
}

interface Ended {
  readonly aggregates: Omit<Aggregates, 'judge_kind'>;
  readonly counts: ChunkCounts;
  readonly now: number;
}

function summarise({ createdAt }: BatchRecord, { aggregates, counts, now }: Ended): BatchSummary {
  return {
    ...aggregates,
    aggregate_metrics: { ...aggregates.aggregate_metrics },
    warnings: [...aggregates.warnings],
    successful: counts.completed,
    failed: counts.failed,
    cancelled: counts.cancelled,
    processing_time: (now - Date.parse(createdAt)) / 1_000,
  };
}

function terminalStatus(
  { stop, continueOnError }: BatchRecord,
  { successful, failed }: BatchSummary,
): BatchStatus {
  if (stop) return stop;
  return successful > 0 && (continueOnError || failed === 0) ? 'completed' : 'failed';
}
