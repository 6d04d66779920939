import type { BatchRecord } from '../store/batch-record.ts';
import { flipUnsplit } from './flip.ts';
import { isOverdue, overdue } from './overdue.ts';
import type { BatchPorts } from './ports.ts';

/** Ends a batch without chunks that is to stop or is overdue; whether it was one. */
export async function endUnsplit(ports: BatchPorts, batch: BatchRecord): Promise<boolean> {
  if (batch.totalItems !== null || batch.summary !== null) return false;
  if (!batch.stop && !isOverdue(batch, ports.now())) return false;
  const end = batch.stop
    ? { status: batch.stop, error: null }
    : { status: overdue.status, error: overdue.error };
  await flipUnsplit(ports, batch, end);
  return true;
}
