import type { BatchEnd, BatchRecord } from '../store/batch-record.ts';
import { batchKey } from '../store/batches.ts';
import type { ServiceEvent } from '../webhooks/event.ts';
import { leadingAggregates } from './aggregates.ts';
import type { BatchSummary } from './batch.ts';
import type { BatchPorts } from './ports.ts';

/** The end of a batch before it is stored, with its summary whole. */
export interface Ending {
  readonly end: Omit<BatchEnd, 'note'>;
  readonly summary: BatchSummary;
}

/** Flips a batch to its end and, if the flip is this one, tells the webhooks that want it. The note stands in the batch from the flip on, so that a crash right after it loses nothing; where nobody listens there is none, and no further write. */
export async function endBatch(ports: BatchPorts, batch: BatchRecord, ending: Ending): Promise<void> {
  const { end } = ending;
  const event = endEvent(batch, ending);
  const isAwaited = await ports.announcer.isAwaited(batch.tenant, [event.event], 'now');
  const note = isAwaited ? { at: end.at, text: JSON.stringify(event) } : null;
  const isEnded = await ports.batches.flip(batch, { ...end, note });
  if (isEnded && isAwaited) await ports.announcer.announce(batchKey(batch.batchId), event);
}

function endEvent(batch: BatchRecord, { end, summary }: Ending): ServiceEvent {
  const { status, at, error } = end;
  const { successful, failed, cancelled, average, processing_time, usage } = summary;
  return {
    tenant: batch.tenant,
    event: `batch.${status}`,
    id: batch.batchId,
    at,
    data: {
      evaluation_type: batch.evaluationType,
      status,
      total_items: batch.totalItems,
      successful,
      failed,
      cancelled,
      average,
      aggregate_metrics: leadingAggregates(summary.aggregate_metrics),
      processing_time,
      usage,
      error: error && { code: error.code },
    },
  };
}
