import { ServiceError } from '../errors.ts';
import { describeIssue, issueMessage } from '../evaluators/body/issue-text.ts';
import { evaluatorOf } from '../evaluators/index.ts';
import type { BatchDefinition, BatchRecord } from '../store/batch-record.ts';
import { causeFields, logger } from '../telemetry/logger.ts';
import type { BatchBody } from './batch.ts';
import { messagesFor } from './chunk-queue.ts';
import { type ChunkPlan, chunksOf, planChunks } from './plan.ts';
import type { SubmitPorts } from './ports.ts';
import { readBatch } from './read-batch.ts';

// Twice what a body may have: numbers such as 1e20 grow when they are written out.
const maxPayloadBytes = 6_000_000;

/** A batch as a tenant asks for it. */
export interface Submission {
  readonly tenant: string;
  readonly body: BatchBody;
  readonly warnings: readonly string[];
}

/** Stores a batch and sends its chunks. A crash in between leaves a batch that the reconciler sends. */
export async function submitBatch(ports: SubmitPorts, submission: Submission): Promise<BatchRecord> {
  const { body } = submission;
  checkMetrics(body);
  const plan = planChunks(body.items.length);
  const { payload, offsets } = writePayload(body.items, plan);
  if (payload.length > maxPayloadBytes) {
    throw new ServiceError('too_large', `the items take ${payload.length} bytes; at most ${maxPayloadBytes}`);
  }
  const definition: BatchDefinition = { ...plan, offsets, ...define(ports, submission) };
  await ports.payloads.put(definition.payloadKey, payload);
  const isNew = await ports.batches.create(definition);
  const batch = isNew ? pending(definition) : await readBatch(ports, submission.tenant, definition.batchId);
  await sendChunks(ports, batch);
  return batch;
}

function pending(definition: BatchDefinition): BatchRecord {
  const { createdAt } = definition;
  return { ...definition, status: 'pending', updatedAt: createdAt, stop: null, sent: true, summary: null };
}

function define(
  ports: SubmitPorts,
  { tenant, body, warnings }: Submission,
): Omit<BatchDefinition, keyof ChunkPlan | 'offsets'> {
  const batchId = ports.newBatchId();
  const createdAt = ports.now();
  const { used, idle } = defaultsOf(body);
  return {
    batchId,
    tenant,
    evaluationType: body.evaluation_type,
    createdAt: new Date(createdAt).toISOString(),
    payloadKey: `batches/${batchId}/items.jsonl`,
    defaults: JSON.stringify(used),
    warnings: [...warnings, ...idle.map((field) => `${field} has no effect on ${body.evaluation_type}`)],
    parallelWorkers: body.parallel_workers,
    continueOnError: body.continue_on_error,
    expiresAt: Math.floor(createdAt / 1_000) + ports.retentionDays * 86_400,
  };
}

/** A metric that no item could have is an error of the call. */
function checkMetrics({ evaluation_type, metrics }: BatchBody): void {
  const parsed = evaluatorOf(evaluation_type).body.shape['metrics']?.safeParse(metrics ?? null);
  const [issue] = parsed?.error?.issues ?? [];
  if (!issue) return;
  const path = ['metrics', ...issue.path] as (string | number)[];
  const detail = describeIssue({ ...issue, path }, { metrics });
  const errors = [{ loc: ['body', ...path], msg: issueMessage(issue), type: issue.code }];
  throw new ServiceError('invalid_request', detail, { errors });
}

/** From here on the batch exists and will run: what cannot be sent now is sent by the reconciler, and the caller gets its id. */
async function sendChunks(ports: SubmitPorts, definition: BatchDefinition): Promise<void> {
  const { batchId, tenant } = definition;
  try {
    await ports.queue.send(tenant, messagesFor(batchId, chunksOf(definition)));
    await ports.batches.markSent(batchId);
  } catch (error) {
    logger.warn('chunks were not sent', { batch_id: batchId, ...causeFields(error) });
  }
}

/** JSON Lines of the items, and where each chunk begins in their bytes. */
function writePayload(items: readonly unknown[], plan: ChunkPlan): { payload: Buffer; offsets: number[] } {
  const lines = items.map((item) => Buffer.from(`${JSON.stringify(item)}\n`));
  const offsets = [0];
  for (const chunk of chunksOf(plan)) {
    const first = chunk * plan.chunkSize;
    const bytes = lines.slice(first, first + plan.chunkSize).reduce((sum, line) => sum + line.length, 0);
    offsets.push((offsets.at(-1) ?? 0) + bytes);
  }
  return { payload: Buffer.concat(lines), offsets };
}

interface Defaults {
  readonly used: Readonly<Record<string, unknown>>;
  /** Those that the items have no field for. */
  readonly idle: readonly string[];
}

function defaultsOf({ evaluation_type, api_name, model, metrics, samples }: BatchBody): Defaults {
  const { shape } = evaluatorOf(evaluation_type).body;
  const given = Object.entries({ api_name, model, metrics, samples }).filter(([, value]) => value != null);
  return {
    used: Object.fromEntries(given.filter(([field]) => field in shape)),
    idle: given.map(([field]) => field).filter((field) => !(field in shape)),
  };
}
