import { isItemOf } from '../batches/read-items.ts';
import { ServiceError } from '../errors.ts';
import { isResultId } from '../evaluation/read-result.ts';
import type { StoredPorts } from './ports.ts';

/** Deletes a single result of the tenant, once: the second of two deletes finds nothing. An item belongs to its batch. */
export async function deleteResult(ports: StoredPorts, tenant: string, evaluationId: string): Promise<void> {
  if (await isItemOf(ports, tenant, evaluationId)) {
    throw new ServiceError('conflict', 'an item of a batch cannot be deleted alone');
  }
  const isDeleted =
    isResultId(evaluationId) && (await ports.results.delete(tenant, evaluationId, ports.now() / 1_000));
  if (!isDeleted) throw new ServiceError('not_found', 'there is no such result');
}
