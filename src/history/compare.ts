import { compareBatches } from './compare-batches.ts';
import { compareResults } from './compare-results.ts';
import type { BatchComparison, CompareBody, ResultComparison } from './comparison.ts';
import type { StoredPorts } from './ports.ts';

/** Compares what the body names: results, or two batches. */
export async function compare(
  ports: StoredPorts,
  tenant: string,
  body: CompareBody,
): Promise<ResultComparison | BatchComparison> {
  const { evaluation_ids, batch_ids, metrics_to_compare: metrics = null } = body;
  return batch_ids
    ? compareBatches(ports, tenant, { ids: batch_ids, metrics })
    : compareResults(ports, tenant, { ids: evaluation_ids ?? [], metrics });
}
