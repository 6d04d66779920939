import { reconcileBatches } from '../../src/batches/reconcile.ts';
import { announcing } from '../../src/platform/announcing.ts';
import { batching } from '../../src/platform/batching.ts';
import { logger } from '../../src/telemetry/logger.ts';
import { sweepOutbox } from '../../src/webhooks/sweep.ts';

/** Repairs batches that a crash or a lost message left unfinished, and announces what a crash left unannounced; runs on a schedule. */
export const handler = async (): Promise<void> => {
  const done = await reconcileBatches(batching.reconcile());
  const { announced, failed: unannounced } = await sweepOutbox(announcing.sweep());
  logger.info('reconciled', { ...done, announced, unannounced });
};
