import type { Context } from 'aws-lambda';
import { reconcileBatches } from '../../src/batches/reconcile.ts';
import { announcing } from '../../src/platform/announcing.ts';
import { batching } from '../../src/platform/batching.ts';
import { logger } from '../../src/telemetry/logger.ts';
import { sweepOutbox } from '../../src/webhooks/sweep.ts';

// What a batch takes that was begun at the last moment; the next run is due within a minute.
const reserveMillis = 30_000;
// Neither the outbox nor the batches may take all the time from the other.
const outboxShare = 1 / 3;

/** Announces what a crash left unannounced, and repairs batches that a crash or a lost message left unfinished; runs on a schedule. */
export const handler = async (_event: unknown, context: Context): Promise<void> => {
  const now = Date.now();
  const left = Math.max(0, context.getRemainingTimeInMillis() - reserveMillis);
  const sweeping = Promise.try(() => sweepOutbox(announcing.sweep(), now + left * outboxShare));
  // Batches are repaired whatever becomes of the outbox; its failure is told after them.
  await Promise.allSettled([sweeping]);
  const done = await reconcileBatches(batching.reconcile(), now + left);
  logger.info('reconciled', { ...done });
  const { announced, failed: unannounced } = await sweeping;
  logger.info('outbox swept', { announced, unannounced });
};
