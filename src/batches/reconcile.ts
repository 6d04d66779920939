import { mapAtMost } from '../resilience/map-at-most.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import type { ChunkCounts, CountsByChunk } from '../store/chunk-record.ts';
import type { ClaimActivity } from '../store/claims.ts';
import { causeFields, logger } from '../telemetry/logger.ts';
import { messagesFor } from './chunk-queue.ts';
import { closeOpenChunks } from './close.ts';
import { markFinished } from './complete.ts';
import { endUnsplit } from './end-unsplit.ts';
import { isOverdue, overdue } from './overdue.ts';
import { chunksOf, groupCount, isLarge } from './plan.ts';
import type { SendPorts } from './ports.ts';
import { stopAfterFailure } from './stop.ts';

/** What the reconciler may decide by. */
export interface ReconcilePorts extends SendPorts {
  /** Seconds after which an unfinished chunk that was active is sent again. */
  readonly staleSeconds: number;
  /** A number in [0, 1). */
  readonly random: () => number;
}

const untouched = { starts: 0, activeAt: 0, leaseUntil: 0, resentAfter: -1 };
// Far longer than a submission takes between storing a batch and sending its messages.
const unsentSeconds = 30;
// Longer than the function runs that takes it: a copy which arrived while another held the batch is gone, or was lost on its way.
const resendSeconds = 16 * 60;
// Writes under way at a time.
const atOnce = 20;

/** What one run of the reconciler did. */
export interface Reconciliation {
  readonly open: number;
  readonly resentChunks: number;
  /** Batches that could not be repaired this time. */
  readonly failed: number;
  /** Batches for which there was no time. */
  readonly left: number;
}

/** Goes through every batch that is not terminal and repairs what a crash or a lost message left: a batch always becomes terminal. One that cannot be repaired now holds up no other, and none is begun after a time in epoch milliseconds. */
export async function reconcileBatches(
  ports: ReconcilePorts,
  endsAt = Number.POSITIVE_INFINITY,
): Promise<Reconciliation> {
  const pending = await listPending(ports);
  const done = { open: pending.length, resentChunks: 0, failed: 0, left: pending.length };
  for (const batchId of pending) {
    if (ports.now() >= endsAt) break;
    done.left -= 1;
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

/** The batches that are not terminal, from any of them on and round: where time ends, it is not always the same ones that it ends before. */
async function listPending({ batches, random }: ReconcilePorts): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const batchId of batches.pending()) ids.push(batchId);
  const first = Math.floor(random() * ids.length);
  return [...ids.slice(first), ...ids.slice(0, first)];
}

/** Repairs one batch; how many chunks were sent again. */
async function reconcile(ports: ReconcilePorts, batch: BatchRecord): Promise<number> {
  if (await endUnsplit(ports, batch)) return 0;
  if (batch.totalItems === null || needsWhole(ports, batch)) {
    await resendWhole(ports, batch);
    return 0;
  }
  const marked = await ports.chunks.marked(batch.batchId);
  const activity = await ports.chunks.activity(batch.batchId);
  const found = await findUnmarked(ports, batch, { marked, activity });
  const finished = new Map([...marked, ...found]);
  if (await stopAfterFailure(ports, batch, finished)) return 0;
  if (batch.stop || isOverdue(batch, ports.now())) {
    await closeOpenChunks(ports, batch, batch.stop ? { status: 'cancelled' } : overdue);
    return 0;
  }
  const open = chunksOf(batch).filter((chunk) => !finished.has(chunk));
  // All of them again if none is open: what marked them may not have lived to end the batch.
  await markFinished(ports, batch, open.length === 0 ? finished : found);
  return resendChunks(ports, batch, { open, activity });
}

/** Whether a large batch is to be ended: its message may be lost. */
function needsWhole(ports: ReconcilePorts, batch: BatchRecord): boolean {
  const isEnding =
    batch.stop !== null || isOverdue(batch, ports.now()) || batch.groupsDone === groupCount(batch);
  return isLarge(batch) && isEnding;
}

interface ChunkStates {
  readonly marked: CountsByChunk;
  readonly activity: ReadonlyMap<number, ClaimActivity>;
}

/** The chunks that a worker finished and did not live to mark: among those that were claimed and are not marked. */
async function findUnmarked(
  ports: ReconcilePorts,
  { batchId }: BatchRecord,
  { marked, activity }: ChunkStates,
): Promise<CountsByChunk> {
  const claimed = [...activity].filter(([chunk, { starts }]) => starts > 0 && !marked.has(chunk));
  const found = new Map<number, ChunkCounts>();
  for (const [chunk] of claimed) {
    const counts = await ports.chunks.countsOf(batchId, chunk);
    if (counts) found.set(chunk, counts);
  }
  return found;
}

/** Sends a batch as a whole again if nobody is at it and its message may be lost: once per claim, and whenever the last copy led to none. */
async function resendWhole(ports: ReconcilePorts, batch: BatchRecord): Promise<void> {
  const { starts, activeAt, leaseUntil, ...resent } = await ports.splits.activity(batch.batchId);
  const now = ports.now();
  const last = Math.max(activeAt, Date.parse(batch.updatedAt), Date.parse(batch.readyAt));
  const isDue = now > leaseUntil && now - last > unsentSeconds * 1_000;
  const isAwaited = resent.resentAfter >= starts && now - resent.resentAt < resendSeconds * 1_000;
  if (!isDue || isAwaited) return;
  await ports.wholes.send(batch.tenant, batch.batchId);
  await ports.splits.markResent(batch.batchId, { starts, at: now, expiresAt: batch.expiresAt });
}

async function resendChunks(
  ports: ReconcilePorts,
  batch: BatchRecord,
  { open, activity }: Pick<ChunkStates, 'activity'> & { readonly open: readonly number[] },
): Promise<number> {
  const now = ports.now();
  const isLost = !batch.sent && now - Date.parse(batch.readyAt) > unsentSeconds * 1_000;
  const due = open.filter((chunk) => {
    const { starts, activeAt, resentAfter } = activity.get(chunk) ?? untouched;
    // A chunk that never started is waiting in the queue, unless its message may never have been sent.
    const isDue = starts > 0 ? now - activeAt > ports.staleSeconds * 1_000 : isLost;
    return isDue && resentAfter < starts;
  });
  if (due.length === 0) return 0;
  await ports.queue.send(batch.tenant, messagesFor(batch.batchId, due));
  const { batchId, expiresAt } = batch;
  const resendingOf = (chunk: number) => ({ starts: activity.get(chunk)?.starts ?? 0, at: now, expiresAt });
  await mapAtMost(atOnce, due, (chunk) => ports.chunks.markResent(batchId, chunk, resendingOf(chunk)));
  return due.length;
}
