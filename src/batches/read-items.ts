import type { Evaluation } from '../evaluation/evaluation.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import { type BatchItem, itemOfEvaluationId } from './batch.ts';
import { readEvaluations } from './chunk-results.ts';
import { maxPageBytes } from './page-size.ts';
import type { BatchPorts } from './ports.ts';
import { findBatch } from './read-batch.ts';

/** A page of outcomes in input order, from an index on. It ends before the first item that is not terminal yet; `next` is where to go on, null once the last item was read. */
export async function readItems(
  ports: BatchPorts,
  batch: BatchRecord,
  page: { readonly from: number; readonly limit: number },
): Promise<{ readonly results: readonly BatchItem[]; readonly next: number | null }> {
  const totalItems = batch.totalItems ?? 0;
  const end = Math.min(page.from + page.limit, totalItems);
  const results: BatchItem[] = [];
  let bytes = 0;
  for await (const evaluation of readEvaluationsBetween(ports, batch, { from: page.from, end })) {
    const item = toItem(evaluation);
    bytes += Buffer.byteLength(JSON.stringify(item));
    const isGap = item.index !== page.from + results.length;
    if (isGap || (bytes > maxPageBytes && results.length > 0)) break;
    results.push(item);
  }
  const next = page.from + results.length;
  return { results, next: next < totalItems ? next : null };
}

/** The outcomes there are of items `from` up to but not including `end`, in input order. */
export async function* readEvaluationsBetween(
  ports: BatchPorts,
  batch: BatchRecord,
  { from, end }: { readonly from: number; readonly end: number },
): AsyncGenerator<Evaluation> {
  for (let chunk = Math.floor(from / batch.chunkSize); chunk * batch.chunkSize < end; chunk += 1) {
    const evaluations = await evaluationsOf(ports, batch, chunk);
    yield* evaluations.filter(({ index }) => index !== null && index >= from && index < end);
  }
}

async function evaluationsOf(
  ports: BatchPorts,
  batch: BatchRecord,
  chunk: number,
): Promise<readonly Evaluation[]> {
  const record = await ports.chunks.read(batch.batchId, chunk);
  return record ? readEvaluations(ports, record) : [];
}

/** The stored outcome of a batch's item; null if there is none (yet) or it is another tenant's. */
export async function readItemEvaluation(
  ports: BatchPorts,
  tenant: string,
  evaluationId: string,
): Promise<Evaluation | null> {
  const item = await findItem(ports, tenant, evaluationId);
  if (!item) return null;
  const { batch, index } = item;
  const evaluations = await evaluationsOf(ports, batch, Math.floor(index / batch.chunkSize));
  return evaluations.find((each) => each.index === index) ?? null;
}

/** Whether this is the id of an item, with or without an outcome, in a batch of the tenant. */
export async function isItemOf(ports: BatchPorts, tenant: string, evaluationId: string): Promise<boolean> {
  return (await findItem(ports, tenant, evaluationId)) !== null;
}

async function findItem(
  ports: BatchPorts,
  tenant: string,
  evaluationId: string,
): Promise<{ readonly batch: BatchRecord; readonly index: number } | null> {
  const item = itemOfEvaluationId(evaluationId);
  const batch = item ? await findBatch(ports, tenant, item.batchId) : null;
  return item && batch && item.index < (batch.totalItems ?? 0) ? { batch, index: item.index } : null;
}

/** An outcome as a batch's results show it. */
export function toItem(evaluation: Evaluation): BatchItem {
  const index = evaluation.index ?? 0;
  const { evaluation_id } = evaluation;
  switch (evaluation.status) {
    case 'completed': {
      const { results, evaluation_time, metadata } = evaluation;
      return {
        index,
        evaluation_id,
        status: 'completed',
        results: { ...results, evaluation_time, metadata },
      };
    }
    case 'failed':
      return { index, evaluation_id, status: 'failed', error: evaluation.error };
    case 'cancelled':
      return { index, evaluation_id, status: 'cancelled' };
    default:
      return evaluation satisfies never;
  }
}
