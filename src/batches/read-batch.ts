import { ServiceError } from '../errors.ts';
import { type EvaluationType, evaluatorOf } from '../evaluators/index.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import { Aggregates, BatchSummary, type BatchView } from './batch.ts';
import { maxPageBytes } from './page-size.ts';
import type { BatchPorts } from './ports.ts';

/** The tenant's batch; another tenant's, an expired one and none at all are the same 404. */
export async function readBatch(ports: BatchPorts, tenant: string, batchId: string): Promise<BatchRecord> {
  const batch = await findBatch(ports, tenant, batchId);
  if (!batch) throw new ServiceError('not_found', 'there is no such batch');
  return batch;
}

/** A batch whoever owns it, for the service's own work. */
export async function readRecord(ports: BatchPorts, batchId: string): Promise<BatchRecord> {
  const batch = await ports.batches.read(batchId);
  if (!batch) throw new ServiceError('not_found', `there is no batch ${batchId}`);
  return batch;
}

/** Like {@link readBatch}; null where that is a 404. */
export async function findBatch(
  ports: BatchPorts,
  tenant: string,
  batchId: string,
): Promise<BatchRecord | null> {
  const batch = /^batch_[0-9A-HJKMNP-TV-Z]{26}$/.test(batchId) ? await ports.batches.read(batchId) : null;
  return batch && isReadable(ports, tenant, batch) ? batch : null;
}

/** Whether a tenant may read a batch: its own, and not expired (TTL deletes hours late). */
export function isReadable(ports: BatchPorts, tenant: string, batch: BatchRecord): boolean {
  return batch.tenant === tenant && batch.expiresAt > ports.now() / 1_000;
}

/** A batch as its owner sees it: from its summary once it is terminal, before that from the chunks finished so far. */
export async function viewBatch(ports: BatchPorts, batch: BatchRecord): Promise<BatchView> {
  const { aggregatesKey } = batch;
  const view = await outlineBatch(ports, batch);
  if (aggregatesKey === null) return view;
  const aggregates = Buffer.from(await ports.payloads.get(aggregatesKey)).toString('utf8');
  return { ...view, aggregate_metrics: Aggregates.parse(JSON.parse(aggregates)) };
}

/** The same without aggregates that have an object of their own. */
async function outlineBatch(ports: BatchPorts, batch: BatchRecord): Promise<BatchView> {
  const type = batch.evaluationType as EvaluationType;
  const summary = batch.summary ? BatchSummary.parse(JSON.parse(batch.summary)) : null;
  const { successful, failed, cancelled } = summary ?? (await progress(ports, batch));
  const { totalItems } = batch;
  return {
    batch_id: batch.batchId,
    evaluation_type: type,
    status: batch.status,
    retry_of: batch.retryOf,
    total_items: totalItems,
    successful,
    failed,
    cancelled,
    pending: totalItems === null ? null : totalItems - successful - failed - cancelled,
    created_at: batch.createdAt,
    updated_at: batch.updatedAt,
    aggregate_metrics: batch.aggregatesKey === null ? (summary?.aggregate_metrics ?? null) : null,
    [evaluatorOf(type).batchAverage]: summary?.average ?? null,
    processing_time: summary?.processing_time ?? null,
    usage: summary?.usage ?? null,
    warnings: [...batch.warnings, ...(summary?.warnings ?? [])],
    error: batch.error,
  };
}

/** What the finished chunks hold, from the marks of their groups: results are not read. */
async function progress(ports: BatchPorts, { batchId }: BatchRecord) {
  const counts = [...(await ports.chunks.marked(batchId)).values()];
  const sum = (count: (chunk: (typeof counts)[number]) => number) =>
    counts.reduce((total, each) => total + count(each), 0);
  return {
    successful: sum(({ completed }) => completed),
    failed: sum(({ failed }) => failed),
    cancelled: sum(({ cancelled }) => cancelled),
  };
}

/** The tenant's batches, newest first, each without aggregates that have an object of their own; `next` is the id to go on after. */
export async function listBatches(
  ports: BatchPorts,
  tenant: string,
  page: { readonly limit: number; readonly after: string | null },
): Promise<{ readonly batches: readonly BatchView[]; readonly next: string | null }> {
  const ids = await ports.batches.list(tenant, page.limit + 1, page.after);
  const shown = ids.slice(0, page.limit);
  const records = await Promise.all(shown.map((id) => ports.batches.read(id)));
  const own = records.filter((record) => record !== null && record.expiresAt > ports.now() / 1_000);
  const batches = fitting(await Promise.all(own.map((record) => outlineBatch(ports, record as BatchRecord))));
  if (batches.length < own.length) return { batches, next: batches.at(-1)?.batch_id ?? null };
  return { batches, next: ids.length > shown.length ? (shown.at(-1) ?? null) : null };
}

/** The first of them that fit a page, at least one: callers name metrics, and each batch lists its own. */
function fitting(batches: readonly BatchView[]): readonly BatchView[] {
  let bytes = 0;
  const end = batches.findIndex((batch, index) => {
    bytes += Buffer.byteLength(JSON.stringify(batch));
    return bytes > maxPageBytes && index > 0;
  });
  return end === -1 ? batches : batches.slice(0, end);
}
