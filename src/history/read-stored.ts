import { readItemEvaluation } from '../batches/read-items.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { readResult } from '../evaluation/read-result.ts';
import type { StoredPorts } from './ports.ts';

/** A stored evaluation of the tenant, a single one or an item of a batch; null if there is none that it may see. */
export async function readStored(
  ports: StoredPorts,
  tenant: string,
  evaluationId: string,
): Promise<Evaluation | null> {
  return (
    (await readResult(ports, tenant, evaluationId)) ?? (await readItemEvaluation(ports, tenant, evaluationId))
  );
}
