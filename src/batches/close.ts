import type { Evaluation, ItemError } from '../evaluation/evaluation.ts';
import type { EvaluationType } from '../evaluators/index.ts';
import { noUsage } from '../judges/judge.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import { itemEvaluationId } from './batch.ts';
import { storeChunk } from './chunk-results.ts';
import { markFinished } from './complete.ts';
import { chunksOf, itemsOf } from './plan.ts';
import type { BatchPorts } from './ports.ts';

/** How an item ends that was not evaluated: cancelled, or failed with a code. */
export type Unevaluated =
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly error: ItemError };

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

/** The outcomes of a chunk none of whose items was evaluated. */
export function unevaluated(
  ports: BatchPorts,
  batch: BatchRecord,
  chunk: number,
  outcome: Unevaluated,
): Evaluation[] {
  const { first, end } = itemsOf(batch, chunk);
  return Array.from({ length: end - first }, (_, offset) =>
    unevaluatedItem(ports, batch, first + offset, outcome),
  );
}

/** The outcome of one item that was not evaluated. */
export function unevaluatedItem(
  ports: BatchPorts,
  batch: BatchRecord,
  index: number,
  outcome: Unevaluated,
): Evaluation {
  const stamp = stampItem(ports, batch, index);
  return outcome.status === 'failed' ? { ...stamp, usage: noUsage, ...outcome } : { ...stamp, ...outcome };
}

/** What every outcome of an item says of it. */
export function stampItem(ports: BatchPorts, batch: BatchRecord, index: number) {
  return {
    evaluation_id: itemEvaluationId(batch.batchId, index),
    evaluation_type: batch.evaluationType as EvaluationType,
    created_at: new Date(ports.now()).toISOString(),
    batch_id: batch.batchId,
    index,
  };
}
