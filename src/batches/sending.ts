import type { BatchDefinition, BatchRecord } from '../store/batch-record.ts';
import { causeFields, logger } from '../telemetry/logger.ts';
import { messagesFor } from './chunk-queue.ts';
import { chunksOf } from './plan.ts';
import type { BatchPorts, SendPorts } from './ports.ts';

/** Sends every chunk of a batch. The batch exists and will run: what cannot be sent now is sent by the reconciler, and the caller gets its id. */
export async function sendChunks(ports: SendPorts, batch: BatchRecord): Promise<void> {
  const { batchId, tenant } = batch;
  try {
    await ports.queue.send(tenant, messagesFor(batchId, chunksOf(batch)));
    await ports.batches.markSent(batchId);
  } catch (error) {
    logger.warn('chunks were not sent', { batch_id: batchId, ...causeFields(error) });
  }
}

/** Sends a batch as a whole to the function that splits and ends batches; what cannot be sent now is sent by the reconciler. */
export async function sendWhole(
  { wholes }: Pick<BatchPorts, 'wholes'>,
  { batchId, tenant }: Pick<BatchDefinition, 'batchId' | 'tenant'>,
): Promise<void> {
  try {
    await wholes.send(tenant, batchId);
  } catch (error) {
    logger.warn('a batch was not sent', { batch_id: batchId, ...causeFields(error) });
  }
}
