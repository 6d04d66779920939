import { reconcileBatches } from '../../src/batches/reconcile.ts';
import { batching } from '../../src/platform/batching.ts';
import { logger } from '../../src/telemetry/logger.ts';

/** Repairs batches that a crash or a lost message left unfinished; runs on a schedule. */
export const handler = async (): Promise<void> => {
  const done = await reconcileBatches(batching.reconcile());
  logger.info('reconciled', { ...done });
};
