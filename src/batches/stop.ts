import type { BatchRecord } from '../store/batch-record.ts';
import type { CountsByChunk } from '../store/chunk-record.ts';
import { closeOpenChunks } from './close.ts';
import type { BatchPorts } from './ports.ts';

/** Stops a batch that does not continue on error, if one of these chunks has a failed item: its open items are cancelled. Whether it did. */
export async function stopAfterFailure(
  ports: BatchPorts,
  batch: BatchRecord,
  finished: CountsByChunk,
): Promise<boolean> {
  const hasFailed = [...finished.values()].some(({ failed }) => failed > 0);
  if (batch.continueOnError || !hasFailed) return false;
  const stopped = await ports.batches.requestStop(
    batch.batchId,
    'failed',
    new Date(ports.now()).toISOString(),
  );
  if (stopped) await closeOpenChunks(ports, stopped, { status: 'cancelled' });
  return stopped !== null;
}
