import { ServiceError } from '../errors.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import { closeOpenChunks } from './close.ts';
import { endUnsplit } from './end-unsplit.ts';
import type { BatchPorts } from './ports.ts';
import { readBatch } from './read-batch.ts';

/** Cancels a batch: items without an outcome get `cancelled`, finished ones stay. A terminal batch is a conflict; a large one ends a little later. */
export async function cancelBatch(ports: BatchPorts, tenant: string, batchId: string): Promise<BatchRecord> {
  const batch = await readBatch(ports, tenant, batchId);
  const stopped = await ports.batches.requestStop(
    batch.batchId,
    'cancelled',
    new Date(ports.now()).toISOString(),
  );
  if (!stopped) {
    const { status } = await readBatch(ports, tenant, batchId);
    throw new ServiceError('conflict', `the batch is already ${status}`);
  }
  if (!(await endUnsplit(ports, stopped))) await closeOpenChunks(ports, stopped, { status: 'cancelled' });
  return readBatch(ports, tenant, batchId);
}
