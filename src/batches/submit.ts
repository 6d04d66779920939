import { ServiceError } from '../errors.ts';
import type { BatchDefinition, BatchRecord } from '../store/batch-record.ts';
import { checkMetrics, defineBatch, newRecord, type Submission } from './definition.ts';
import { type ChunkPlan, chunksOf, planChunks, unsplitPlan } from './plan.ts';
import type { SubmitPorts } from './ports.ts';
import { readBatch } from './read-batch.ts';
import { sendChunks, sendWhole } from './sending.ts';
import { findUploads } from './uploads.ts';

// Twice what a body may have: numbers such as 1e20 grow when they are written out.
const maxPayloadBytes = 6_000_000;
const newline = Buffer.from('\n');

/** Stores a batch and sends what is to be done about it. A crash in between leaves a batch that the reconciler sends. */
export async function submitBatch(ports: SubmitPorts, submission: Submission): Promise<BatchRecord> {
  const { items, input_upload_ids: uploadIds } = submission.body;
  checkMetrics(submission.body);
  return uploadIds
    ? submitUploads(ports, submission, uploadIds)
    : submitItems(ports, submission, items ?? []);
}

async function submitItems(
  ports: SubmitPorts,
  submission: Submission,
  items: readonly unknown[],
): Promise<BatchRecord> {
  const plan = planChunks(items.length);
  const { payload, offsets } = writePayload(
    items.map((item) => Buffer.from(JSON.stringify(item))),
    plan,
  );
  if (payload.length > maxPayloadBytes) {
    throw new ServiceError('too_large', `the items take ${payload.length} bytes; at most ${maxPayloadBytes}`);
  }
  const definition = defineBatch(ports, submission);
  const payloadKey = `batches/${definition.batchId}/items.jsonl`;
  return openBatch(ports, { ...definition, ...plan, offsets, payloadKey, filesKey: null }, payload);
}

/** Stores a batch with its payload and sends its chunks. */
export async function openBatch(
  ports: SubmitPorts,
  definition: BatchDefinition,
  payload: Uint8Array,
): Promise<BatchRecord> {
  await ports.payloads.put(definition.payloadKey, payload);
  const batch = await create(ports, definition, true);
  await sendChunks(ports, batch);
  return batch;
}

async function submitUploads(
  ports: SubmitPorts,
  submission: Submission,
  uploadIds: readonly string[],
): Promise<BatchRecord> {
  const files = await findUploads(ports, submission.tenant, uploadIds);
  const shared = defineBatch(ports, submission);
  const payloadKey = `batches/${shared.batchId}/part-`;
  // Before the batch, which is split as soon as it is there.
  const filesKey = await ports.splits.putFiles(shared, files);
  const definition = { ...shared, ...unsplitPlan, offsets: null, payloadKey, filesKey };
  const batch = await create(ports, definition, false);
  await sendWhole(ports, batch);
  return batch;
}

/** The new batch, or the one that an earlier run of the same request created. */
async function create(ports: SubmitPorts, definition: BatchDefinition, sent: boolean): Promise<BatchRecord> {
  const isNew = await ports.batches.create(definition);
  return isNew ? newRecord(definition, sent) : readBatch(ports, definition.tenant, definition.batchId);
}

/** JSON Lines of the items, and where each chunk begins in their bytes. */
export function writePayload(
  items: readonly Uint8Array[],
  plan: ChunkPlan,
): { payload: Buffer; offsets: number[] } {
  const lines = items.map((item) => Buffer.concat([item, newline]));
  const offsets = [0];
  for (const chunk of chunksOf(plan)) {
    const first = chunk * plan.chunkSize;
    const bytes = lines.slice(first, first + plan.chunkSize).reduce((sum, line) => sum + line.length, 0);
    offsets.push((offsets.at(-1) ?? 0) + bytes);
  }
  return { payload: Buffer.concat(lines), offsets };
}
