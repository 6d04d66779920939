import type { BatchRecord } from '../store/batch-record.ts';
import { causeFields, logger } from '../telemetry/logger.ts';
import { messagesFor } from './chunk-queue.ts';
import { closeOpenChunks } from './close.ts';
import { isOverdue, markFinished } from './complete.ts';
import { chunksOf } from './plan.ts';
import type { SubmitPorts } from './ports.ts';
import { stopAfterFailure } from './stop.ts';
import type { Unevaluated } from './unevaluated.ts';

/** What the reconciler may decide by. */
export interface ReconcilePorts extends Omit<SubmitPorts, 'newBatchId' | 'retentionDays'> {
  /** Seconds after which an unfinished chunk that was active is sent again. */
  readonly staleSeconds: number;
}

const untouched = { starts: 0, activeAt: 0, resentAfter: -1 };
const overdue: Unevaluated = {
  status: 'failed',
  error: { code: 'deadline_exceeded', detail: 'not evaluated within 24 hours' },
};
// Far longer than a submission takes between storing a batch and sending its messages.
const unsentSeconds = 30;

/** What one run of the reconciler did. */
export interface Reconciliation {
  readonly open: number;
  readonly resentChunks: number;
  /** Batches that could not be repaired this time. */
  readonly failed: number;
}

/** Goes through every batch that is not terminal and repairs what a crash or a lost message left: a batch always becomes terminal. One that cannot be repaired now holds up no other. */
export async function reconcileBatches(ports: ReconcilePorts): Promise<Reconciliation> {
  const done = { open: 0, resentChunks: 0, failed: 0 };
  for await (const batchId of ports.batches.pending()) {
    done.open += 1;
    try {
      const batch = await ports.batches.read(batchId);
      if (batch) done.resentChunks += await reconcile(ports, batch);
    } catch (error) {
      done.failed += 1;
      logger.error('batch was not reconciled', { batch_id: batchId, ...causeFields(error) });
    }
  }
  return done;
}

/** Repairs one batch; how many chunks were sent again. */
async function reconcile(ports: ReconcilePorts, batch: BatchRecord): Promise<number> {
  const finished = await ports.chunks.finished(batch.batchId);
  if (await stopAfterFailure(ports, batch, finished)) return 0;
  if (batch.stop || isOverdue(batch, ports.now())) {
    await closeOpenChunks(ports, batch, batch.stop ? { status: 'cancelled' } : overdue);
    return 0;
  }
  const open = chunksOf(batch).filter((chunk) => !finished.has(chunk));
  if (open.length === 0) await markFinished(ports, batch, chunksOf(batch));
  return resend(ports, batch, open);
}

async function resend(ports: ReconcilePorts, batch: BatchRecord, open: readonly number[]): Promise<number> {
  const activity = await ports.chunks.activity(batch.batchId);
  const now = ports.now();
  const isLost = !batch.sent && now - Date.parse(batch.createdAt) > unsentSeconds * 1_000;
  const due = open.filter((chunk) => {
    const { starts, activeAt, resentAfter } = activity.get(chunk) ?? untouched;
    // A chunk that never started is waiting in the queue, unless its message may never have been sent.
    const isDue = starts > 0 ? now - activeAt > ports.staleSeconds * 1_000 : isLost;
    return isDue && resentAfter < starts;
  });
  if (due.length === 0) return 0;
  await ports.queue.send(batch.tenant, messagesFor(batch.batchId, due));
  await Promise.all(
    due.map((chunk) =>
      ports.chunks.markResent(batch.batchId, chunk, activity.get(chunk)?.starts ?? 0, batch.expiresAt),
    ),
  );
  return due.length;
}
