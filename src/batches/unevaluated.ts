import type { Evaluation, ItemError } from '../evaluation/evaluation.ts';
import type { EvaluationType } from '../evaluators/index.ts';
import { noUsage } from '../judges/usage.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import { itemEvaluationId } from './batch.ts';
import { itemsOf } from './plan.ts';
import type { BatchPorts } from './ports.ts';

/** How an item ends that was not evaluated: cancelled, or failed with a code. */
export type Unevaluated =
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly error: ItemError };

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

/** The outcomes there are, with others for the items that have none. */
export function completeWith(
  evaluations: readonly Evaluation[],
  others: readonly Evaluation[],
): readonly Evaluation[] {
  const own = new Map(evaluations.map((evaluation) => [evaluation.index, evaluation]));
  return others.map((other) => own.get(other.index) ?? other);
}

/** The outcome of one item that was not evaluated. */
export function unevaluatedItem(
  ports: BatchPorts,
  batch: BatchRecord,
  index: number,
  outcome: Unevaluated,
): Evaluation {
  const stamp = stampItem(ports, batch, index);
  return outcome.status === 'failed'
    ? { ...stamp, failed_metrics: [], usage: noUsage, ...outcome }
    : { ...stamp, ...outcome };
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
