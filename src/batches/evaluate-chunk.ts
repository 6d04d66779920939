import { ServiceError } from '../errors.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { Deadline } from '../resilience/deadline.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import type { ChunkCounts } from '../store/chunk-record.ts';
import { emitEvaluations } from '../telemetry/emf.ts';
import { type Limit, runItems } from './chunk-items.ts';
import type { ChunkMessage } from './chunk-queue.ts';
import { storeChunk } from './chunk-results.ts';
import { maxStarts } from './chunk-start.ts';
import { markFinished } from './complete.ts';
import type { WorkPorts } from './ports.ts';
import { stopAfterFailure } from './stop.ts';
import { type Unevaluated, unevaluated } from './unevaluated.ts';

/** One delivery of a chunk to a worker. */
export interface Delivery {
  readonly message: ChunkMessage;
  /** One limit per batch and invocation: its `parallel_workers`. */
  readonly limitFor: (batchId: string, parallelWorkers: number) => Limit;
  /** One at a time per invocation: for chunks on which a worker may have died, so that they take no other chunk along. */
  readonly isolate: Limit;
  /** Aborted when the invocation's time is nearly up. */
  readonly deadline: Deadline;
}

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
  if (!batch || batch.summary !== null) return;
  const counts = (await ports.chunks.countsOf(batch_id, chunk)) ?? (await endChunk(ports, batch, delivery));
  // Another copy of the message is at it: that one, or the reconciler after it, will end the chunk.
  if (counts === null) return;
  const finished = new Map([[chunk, counts]]);
  // Before the chunk is marked: the flip must see why the batch stopped.
  if (!batch.continueOnError) await stopAfterFailure(ports, batch, finished);
  await markFinished(ports, batch, finished);
}

/** Evaluates a chunk and stores what came of it; the counts that stand, or null if it is not this worker's to end. */
async function endChunk(
  ports: WorkPorts,
  batch: BatchRecord,
  delivery: Delivery,
): Promise<ChunkCounts | null> {
  const evaluations = await chunkOutcomes(ports, batch, delivery);
  if (evaluations === null) return null;
  return storeChunk(ports, batch, { chunk: delivery.message.chunk, evaluations });
}

async function chunkOutcomes(
  ports: WorkPorts,
  batch: BatchRecord,
  delivery: Delivery,
): Promise<readonly Evaluation[] | null> {
  const { chunk } = delivery.message;
  if (batch.stop) return unevaluated(ports, batch, chunk, { status: 'cancelled' });
  const starts = await ports.chunks.startsOf(batch.batchId, chunk);
  const run = () => runChunk(ports, batch, delivery);
  return starts > 0 ? delivery.isolate(run) : run();
}

async function runChunk(
  ports: WorkPorts,
  batch: BatchRecord,
  { message: { chunk }, limitFor, deadline }: Delivery,
): Promise<readonly Evaluation[] | null> {
  const limit = limitFor(batch.batchId, batch.offsets ? batch.parallelWorkers : ports.uploadConcurrency);
  const { start, evaluations } = await runItems(ports, batch, { chunk, limit, deadline });
  if (start?.kind === 'held') return null;
  if (start?.kind === 'crashed') return unevaluated(ports, batch, chunk, crashed);
  // Out of time: given back to be evaluated afresh, but the last start keeps what it has.
  if (!start || (deadline.signal.aborted && start.starts < maxStarts)) {
    if (start) await ports.chunks.release(batch.batchId, chunk);
    throw new ServiceError('deadline_exceeded', `chunk ${chunk} of ${batch.batchId} ran out of time`);
  }
  await countChunk(ports, evaluations);
  return evaluations;
}

async function countChunk(ports: WorkPorts, evaluations: readonly Evaluation[]): Promise<void> {
  // What was never evaluated is no activity: invalid items, and those that a stop cancelled.
  const failed = evaluations.filter(
    (each) => each.status === 'failed' && each.error.code !== 'invalid_request',
  ).length;
  const done = evaluations.filter((each) => each.status === 'completed');
  for (const [provider, own] of Map.groupBy(done, ({ metadata }) => metadata.judge?.provider ?? null)) {
    emitEvaluations(provider, { completed: own.length, failed: 0 });
  }
  if (failed > 0) emitEvaluations(null, { completed: 0, failed });
  const seconds = done.reduce((sum, each) => sum + each.evaluation_time, 0);
  await ports.countActivity({ total: done.length + failed, errors: failed, seconds });
}
