import { readItemEvaluation } from '../../src/batches/read-items.ts';
import { ServiceError } from '../../src/errors.ts';
import { readResult } from '../../src/evaluation/read-result.ts';
import { tenantOf } from '../../src/http/request.ts';
import { batching } from '../../src/platform/batching.ts';
import { endpoint } from '../../src/platform/entry.ts';
import { storing } from '../../src/platform/storing.ts';
import { resultContract } from './contract.ts';

/** Shows one stored evaluation: a single one, or an item of a batch. */
export const handler = endpoint(resultContract, async ({ event }) => {
  const id = event.pathParameters?.['evaluation_id'] ?? '';
  const tenant = tenantOf(event);
  const ports = { results: storing.results(), now: Date.now };
  const reply =
    (await readResult(ports, tenant, id)) ?? (await readItemEvaluation(batching.read(), tenant, id));
  if (!reply) throw new ServiceError('not_found', 'there is no such result');
  return { status: 200, reply };
});
