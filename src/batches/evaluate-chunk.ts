import { ServiceError } from '../errors.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import type { ChunkMessage } from './chunk-queue.ts';
import { storeChunk } from './chunk-results.ts';
import { closeOpenChunks, type Unevaluated, unevaluated, unevaluatedItem } from './close.ts';
import { markFinished } from './complete.ts';
import { evaluateItem, type Item } from './evaluate-item.ts';
import { itemsOf } from './plan.ts';
import type { WorkPorts } from './ports.ts';

/** Runs a task as soon as fewer than the batch's `parallel_workers` items of it are in flight. */
export type Limit = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** One delivery of a chunk to a worker. */
export interface Delivery {
  readonly message: ChunkMessage;
  /** One limit per batch and invocation. */
  readonly limitFor: (batchId: string, parallelWorkers: number) => Limit;
  /** Aborted when the invocation's time is nearly up. */
  readonly signal: AbortSignal;
}

const maxStarts = 3;
const crashed: Unevaluated = {
  status: 'failed',
  error: {
    code: 'worker_crashed',
    detail: `the worker ended ${maxStarts} times before these items were done`,
  },
};

/** Evaluates one chunk. Its results are put once, whatever is redelivered; what a redelivery finds done is only marked again. */
export async function evaluateChunk(ports: WorkPorts, delivery: Delivery): Promise<void> {
  const { batch_id, chunk } = delivery.message;
  const batch = await ports.batches.read(batch_id);
  if (!batch || isTerminal(batch)) return;
  if (!(await ports.chunks.read(batch_id, chunk))) {
    await storeChunk(ports, batch, { chunk, evaluations: await chunkOutcomes(ports, batch, delivery) });
  }
  // Before the chunk is marked: the flip must see why the batch stopped.
  if (!batch.continueOnError) await stopOnFailure(ports, batch, chunk);
  await markFinished(ports, batch, [chunk]);
}

function isTerminal({ status }: BatchRecord): boolean {
  return status !== 'pending' && status !== 'running';
}

async function chunkOutcomes(
  ports: WorkPorts,
  batch: BatchRecord,
  delivery: Delivery,
): Promise<readonly Evaluation[]> {
  const { chunk } = delivery.message;
  if (batch.stop) return unevaluated(ports, batch, chunk, { status: 'cancelled' });
  const now = ports.now();
  const starts = await ports.chunks.start(batch.batchId, chunk, now, batch.expiresAt);
  if (starts > maxStarts) return unevaluated(ports, batch, chunk, crashed);
  if (batch.status === 'pending') await ports.batches.markRunning(batch.batchId, new Date(now).toISOString());
  const evaluations = await evaluateItems(ports, batch, delivery);
  // Out of time: given back to be evaluated afresh, but the last start keeps what it has.
  if (delivery.signal.aborted && starts < maxStarts) {
    throw new ServiceError('deadline_exceeded', `chunk ${chunk} of ${batch.batchId} ran out of time`);
  }
  await countChunk(ports, evaluations);
  return evaluations;
}

async function evaluateItems(
  ports: WorkPorts,
  batch: BatchRecord,
  delivery: Delivery,
): Promise<Evaluation[]> {
  const items = await readItems(ports, batch, delivery.message.chunk);
  const limit = delivery.limitFor(batch.batchId, batch.parallelWorkers);
  let stopped = false;
  return Promise.all(
    items.map((item) =>
      limit(async () => {
        if (stopped) return unevaluatedItem(ports, batch, item.index, { status: 'cancelled' });
        const evaluation = await evaluateItem(ports, batch, item, delivery.signal);
        stopped ||= !batch.continueOnError && evaluation.status === 'failed';
        return evaluation;
      }),
    ),
  );
}

async function readItems(ports: WorkPorts, batch: BatchRecord, chunk: number): Promise<Item[]> {
  const [start, end] = [batch.offsets[chunk], batch.offsets[chunk + 1]];
  if (start === undefined || end === undefined) throw new Error(`${batch.batchId} has no chunk ${chunk}`);
  const lines = Buffer.from(await ports.payloads.get(batch.payloadKey, { start, end })).toString('utf8');
  const { first } = itemsOf(batch, chunk);
  return lines
    .trimEnd()
    .split('\n')
    .map((line, offset) => ({ index: first + offset, sent: JSON.parse(line) }));
}

async function countChunk(ports: WorkPorts, evaluations: readonly Evaluation[]): Promise<void> {
  const seconds = evaluations.reduce(
    (sum, each) => sum + (each.status === 'completed' ? each.evaluation_time : 0),
    0,
  );
  const errors = evaluations.filter(({ status }) => status === 'failed').length;
  const total = errors + evaluations.filter(({ status }) => status === 'completed').length;
  await ports.countActivity({ total, errors, seconds });
}

async function stopOnFailure(ports: WorkPorts, batch: BatchRecord, chunk: number): Promise<void> {
  const record = await ports.chunks.read(batch.batchId, chunk);
  if (!record || record.counts.failed === 0) return;
  const stopped = await ports.batches.requestStop(
    batch.batchId,
    'failed',
    new Date(ports.now()).toISOString(),
  );
  if (stopped) await closeOpenChunks(ports, stopped, { status: 'cancelled' });
}
