import { asServiceError, type ErrorCode } from '../errors.ts';
import type { BatchError, BatchRecord } from '../store/batch-record.ts';
import type { SplitPlan } from '../store/splits.ts';
import { causeFields, logger } from '../telemetry/logger.ts';
import { closeOpenChunks } from './close.ts';
import { endFinished } from './complete.ts';
import { endUnsplit } from './end-unsplit.ts';
import { flipUnsplit } from './flip.ts';
import { isOverdue, overdue } from './overdue.ts';
import { groupCount } from './plan.ts';
import type { WholePorts } from './ports.ts';
import { sendChunks } from './sending.ts';
import { splitFiles } from './split.ts';

const maxStarts = 3;

const crashed: BatchError = {
  code: 'worker_crashed',
  detail: `the function that reads the files ended ${maxStarts} times before it was done`,
};

// What is wrong with the files themselves: the same again however often they are read.
const faults: ReadonlySet<ErrorCode> = new Set([
  'invalid_request',
  'too_large',
  'not_found',
  'conflict',
  'deadline_exceeded',
]);

/** A claim, and until when its holder has time, in epoch milliseconds. */
interface Turn {
  readonly starts: number;
  readonly endsAt: number;
}

/** Does what a batch needs as a whole: splits its files and sends its chunks, ends what is to stop, or ends the finished batch. Repeating any of it changes nothing. `endsAt`: when the invocation has to be done, in epoch milliseconds. */
export async function advanceBatch(ports: WholePorts, batchId: string, endsAt: number): Promise<void> {
  const seen = await ports.batches.read(batchId);
  if (!seen || seen.summary !== null) return;
  const now = ports.now();
  const millis = ports.leaseSeconds * 1_000;
  const lease = { now, until: now + millis, expiresAt: seen.expiresAt };
  const claim = await ports.splits.claim(batchId, lease);
  // Another copy of the message is at it: that one, or the reconciler after it, will go on.
  if (claim === null) return;
  const { number, starts } = claim;
  const stop = ports.repeat(millis / 3, () => ports.splits.renew(batchId, number, ports.now() + millis));
  try {
    await advanceClaimed(ports, batchId, { starts, endsAt });
  } catch (error) {
    stop();
    const isOutage = asServiceError(error).code === 'storage_unavailable';
    await giveBack(batchId, () => ports.splits[isOutage ? 'excuse' : 'release'](batchId, number));
    throw error;
  }
  stop();
  await giveBack(batchId, () => ports.splits.release(batchId, number));
}

/** A claim that cannot be given back ends by itself: what was done is done, and what failed is worth more to know. */
async function giveBack(batchId: string, end: () => Promise<void>): Promise<void> {
  try {
    await end();
  } catch (error) {
    logger.warn('a claim was not given back', { batch_id: batchId, ...causeFields(error) });
  }
}

async function advanceClaimed(ports: WholePorts, batchId: string, turn: Turn): Promise<void> {
  // Read after the claim: whoever held it before may have got further.
  const batch = await ports.batches.read(batchId);
  if (!batch || batch.summary !== null) return;
  await (batch.totalItems === null ? advanceUnsplit(ports, batch, turn) : advanceSplit(ports, batch));
}

async function advanceUnsplit(ports: WholePorts, batch: BatchRecord, turn: Turn): Promise<void> {
  if (await endUnsplit(ports, batch)) return;
  if (turn.starts > maxStarts) return flipUnsplit(ports, batch, { status: 'failed', error: crashed });
  const outcome = await trySplit(ports, batch, turn.endsAt);
  if ('fault' in outcome) return flipUnsplit(ports, batch, { status: 'failed', error: outcome.fault });
  const split = await ports.splits.markSplit(
    batch.batchId,
    outcome.plan,
    new Date(ports.now()).toISOString(),
  );
  if (split) return sendChunks(ports, split);
  const current = await ports.batches.read(batch.batchId);
  if (current) await endUnsplit(ports, current);
}

async function trySplit(
  ports: WholePorts,
  batch: BatchRecord,
  endsAt: number,
): Promise<{ readonly plan: SplitPlan } | { readonly fault: BatchError }> {
  try {
    return { plan: await splitFiles(ports, batch, endsAt) };
  } catch (error) {
    const { code, message } = asServiceError(error);
    if (!faults.has(code)) throw error;
    return { fault: { code, detail: message } };
  }
}

async function advanceSplit(ports: WholePorts, batch: BatchRecord): Promise<void> {
  if (batch.stop || isOverdue(batch, ports.now())) {
    return closeOpenChunks(ports, batch, batch.stop ? { status: 'cancelled' } : overdue);
  }
  if (!batch.sent) return sendChunks(ports, batch);
  if (batch.groupsDone === groupCount(batch)) await endFinished(ports, batch.batchId);
}
