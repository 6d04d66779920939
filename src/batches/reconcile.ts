import type { BatchRecord } from '../store/batch-record.ts';
import { messagesFor } from './chunk-queue.ts';
import { closeOpenChunks } from './close.ts';
import { markFinished } from './complete.ts';
import { chunksOf } from './plan.ts';
import type { SubmitPorts } from './ports.ts';

/** What the reconciler may decide by. */
export interface ReconcilePorts extends Omit<SubmitPorts, 'newBatchId' | 'retentionDays'> {
  /** Seconds after which an unfinished chunk that was active is sent again. */
  readonly staleSeconds: number;
}

const maxAgeSeconds = 24 * 3_600;
// Far longer than a submission takes between storing a batch and sending its messages.
const unsentSeconds = 30;

/** What one run of the reconciler did. */
export interface Reconciliation {
  readonly open: number;
  readonly resentChunks: number;
  readonly expired: number;
}

/** Goes through every batch that is not terminal and repairs what a crash or a lost message left: a batch always becomes terminal. */
export async function reconcileBatches(ports: ReconcilePorts): Promise<Reconciliation> {
  const repaired: { resent: number; expired: boolean }[] = [];
  for await (const batchId of ports.batches.pending()) {
    const batch = await ports.batches.read(batchId);
    if (batch) repaired.push(await reconcile(ports, batch));
  }
  return {
    open: repaired.length,
    resentChunks: repaired.reduce((sum, { resent }) => sum + resent, 0),
    expired: repaired.filter(({ expired }) => expired).length,
  };
}

async function reconcile(
  ports: ReconcilePorts,
  batch: BatchRecord,
): Promise<{ resent: number; expired: boolean }> {
  const expired = ports.now() - Date.parse(batch.createdAt) > maxAgeSeconds * 1_000;
  if (expired || batch.stop) {
    const late = { code: 'deadline_exceeded', detail: 'not evaluated within 24 hours' } as const;
    await closeOpenChunks(
      ports,
      batch,
      batch.stop ? { status: 'cancelled' } : { status: 'failed', error: late },
    );
    return { resent: 0, expired };
  }
  const finished = await ports.chunks.finished(batch.batchId);
  const open = chunksOf(batch).filter((chunk) => !finished.has(chunk));
  if (open.length === 0) await markFinished(ports, batch, chunksOf(batch));
  return { resent: await resend(ports, batch, open), expired };
}

async function resend(ports: ReconcilePorts, batch: BatchRecord, open: readonly number[]): Promise<number> {
  const activity = await ports.chunks.activity(batch.batchId);
  const now = ports.now();
  const staleSince = now - ports.staleSeconds * 1_000;
  // A chunk that never started is waiting in the queue, unless its message may never have been sent.
  const lost = !batch.sent && now - Date.parse(batch.createdAt) > unsentSeconds * 1_000;
  const stale = open.filter((chunk) => (activity.get(chunk) ?? (lost ? 0 : now)) < staleSince);
  if (stale.length === 0) return 0;
  await ports.queue.send(batch.tenant, messagesFor(batch.batchId, stale));
  await Promise.all(stale.map((chunk) => ports.chunks.touch(batch.batchId, chunk, now, batch.expiresAt)));
  return stale.length;
}
