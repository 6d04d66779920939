import type { EvaluationType } from '../evaluators/index.ts';
import type { BatchError, BatchRecord, EndStatus } from '../store/batch-record.ts';
import { aggregate, leadingMeans } from './aggregates.ts';
import type { BatchSummary } from './batch.ts';
import { endBatch } from './end.ts';
import { createFold, type Folded } from './fold.ts';
import type { BatchPorts } from './ports.ts';

// An eighth of what an item holds: where items name thousands of metrics, their aggregates become an object.
const maxSummaryBytes = 50_000;

/** How a batch ends: with what its items came to, or as a whole. */
export interface Ending {
  readonly status: EndStatus;
  readonly folded: Folded;
  readonly error: BatchError | null;
}

/** Flips a batch to its terminal status with the summary of its outcomes, if nobody has yet, and tells of it. */
export async function flip(ports: BatchPorts, batch: BatchRecord, ending: Ending): Promise<void> {
  const now = ports.now();
  const { judge_kind, ...aggregates } = aggregate(ending.folded);
  const { counts } = ending.folded;
  const summary: BatchSummary = {
    ...aggregates,
    aggregate_metrics: { ...aggregates.aggregate_metrics },
    warnings: [...aggregates.warnings],
    successful: counts.completed,
    failed: counts.failed,
    cancelled: counts.cancelled,
    processing_time: (now - Date.parse(batch.createdAt)) / 1_000,
  };
  const end = {
    status: ending.status,
    at: new Date(now).toISOString(),
    ...(await packSummary(ports, batch, summary)),
    error: ending.error,
    entry: {
      id: batch.batchId,
      createdAt: batch.createdAt,
      evaluationType: batch.evaluationType,
      score: summary.average,
      scores: leadingMeans(summary.aggregate_metrics),
      judgeKind: judge_kind,
    },
  };
  await endBatch(ports, batch, { end, summary });
}

/** Ends a batch that has no items: its files cannot be read, or it was stopped before they were. */
export function flipUnsplit(
  ports: BatchPorts,
  batch: BatchRecord,
  end: { readonly status: EndStatus; readonly error: BatchError | null },
): Promise<void> {
  return flip(ports, batch, { ...end, folded: createFold(batch.evaluationType as EvaluationType).folded });
}

async function packSummary(ports: BatchPorts, { batchId }: BatchRecord, summary: BatchSummary) {
  const text = JSON.stringify(summary);
  if (Buffer.byteLength(text) <= maxSummaryBytes) return { summary: text, aggregatesKey: null };
  const aggregatesKey = `results/${batchId}/aggregates-${ports.now()}-${ports.nonce()}.json`;
  await ports.payloads.put(aggregatesKey, JSON.stringify(summary.aggregate_metrics));
  return { summary: JSON.stringify({ ...summary, aggregate_metrics: {} }), aggregatesKey };
}
