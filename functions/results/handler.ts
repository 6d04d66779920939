import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ServiceError } from '../../src/errors.ts';
import { deleteResult } from '../../src/history/delete-result.ts';
import { readStored } from '../../src/history/read-stored.ts';
import { dispatch } from '../../src/http/dispatch.ts';
import { tenantOf } from '../../src/http/request.ts';
import { endpoint } from '../../src/platform/entry.ts';
import { recalling } from '../../src/platform/recalling.ts';
import { resultContract, resultDeleteContract } from './contract.ts';

const show = endpoint(resultContract, async ({ event }) => {
  const reply = await readStored(recalling(), tenantOf(event), idOf(event));
  if (!reply) throw new ServiceError('not_found', 'there is no such result');
  return { status: 200, reply };
});

const remove = endpoint(resultDeleteContract, async ({ event }) => {
  await deleteResult(recalling(), tenantOf(event), idOf(event));
  return { status: 204, reply: null };
});

function idOf(event: APIGatewayProxyEvent): string {
  return event.pathParameters?.['evaluation_id'] ?? '';
}

/** Shows one stored evaluation, a single one or an item of a batch, and deletes single ones. */
export const handler = dispatch(
  {
    'GET /v1/evaluations/results/{evaluation_id}': show,
    'DELETE /v1/evaluations/results/{evaluation_id}': remove,
  },
  show,
);
