import { ServiceError } from '../errors.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import { findChunk, readChunkItems } from './chunk-payload.ts';
import { readEvaluations } from './chunk-results.ts';
import { chunksOf, itemsOf, planChunks } from './plan.ts';
import type { SubmitPorts } from './ports.ts';
import { isTerminal } from './stop-look.ts';
import { openBatch, writePayload } from './submit.ts';

/** Whether an item is to be evaluated again. */
export type Selection = (evaluation: Evaluation) => boolean;

/** Every item that failed, but for those that are wrong themselves: they would fail again. */
export const everyFailed: Selection = (evaluation) =>
  evaluation.status === 'failed' && evaluation.error.code !== 'invalid_request';

/** Evaluates items of a terminal batch again, as a batch of its own that names the old one in `retry_of`; the old one stays as it is. */
export async function retryBatch(
  ports: SubmitPorts,
  batch: BatchRecord,
  isSelected: Selection = everyFailed,
): Promise<BatchRecord> {
  return openRetry(ports, batch, await selectLines(ports, batch, isSelected));
}

/** A new batch of lines of another one. */
export async function openRetry(
  ports: SubmitPorts,
  batch: BatchRecord,
  lines: readonly Uint8Array[],
): Promise<BatchRecord> {
  const plan = planChunks(lines.length);
  const { payload, offsets } = writePayload(lines, plan);
  const batchId = ports.newBatchId();
  const createdAt = ports.now();
  const { tenant, evaluationType, defaults, parallelWorkers, continueOnError } = batch;
  const definition = {
    ...plan,
    offsets,
    ...{ batchId, tenant, evaluationType, defaults, parallelWorkers, continueOnError },
    createdAt: new Date(createdAt).toISOString(),
    payloadKey: `batches/${batchId}/items.jsonl`,
    filesKey: null,
    warnings: [],
    expiresAt: Math.floor(createdAt / 1_000) + ports.retentionDays * 86_400,
    retryOf: batch.batchId,
  };
  return openBatch(ports, definition, payload);
}

/** The lines of the selected items of a terminal batch, in input order, at least one. */
export async function selectLines(
  ports: SubmitPorts,
  batch: BatchRecord,
  isSelected: Selection,
): Promise<readonly Uint8Array[]> {
  if (!isTerminal(batch)) throw new ServiceError('conflict', `the batch is still ${batch.status}`);
  const lines = await readLines(ports, batch, isSelected);
  if (lines.length === 0) throw new ServiceError('conflict', 'the batch has no such item to evaluate again');
  return lines;
}

async function readLines(
  ports: SubmitPorts,
  batch: BatchRecord,
  isSelected: Selection,
): Promise<readonly Uint8Array[]> {
  const lines: Uint8Array[] = [];
  for (const chunk of chunksOf(batch)) {
    const record = await ports.chunks.read(batch.batchId, chunk);
    const evaluations = record ? await readEvaluations(ports, record) : [];
    const indexes = new Set(evaluations.filter(isSelected).map(({ index }) => index));
    if (indexes.size === 0) continue;
    const items = await readChunkItems(
      ports,
      await findChunk(ports, batch, chunk),
      itemsOf(batch, chunk).first,
    );
    lines.push(...items.filter(({ index }) => indexes.has(index)).map(({ line }) => line));
  }
  return lines;
}
