import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as z from 'zod';
import { cancelBatch } from '../../src/batches/cancel.ts';
import { listBatches, readBatch, viewBatch } from '../../src/batches/read-batch.ts';
import { readItems } from '../../src/batches/read-items.ts';
import { dispatch } from '../../src/http/dispatch.ts';
import { cursorOf, pageOf } from '../../src/http/page.ts';
import { tenantOf } from '../../src/http/request.ts';
import { batching } from '../../src/platform/batching.ts';
import { endpoint } from '../../src/platform/entry.ts';
import {
  batchCancelContract,
  batchListContract,
  batchResultsContract,
  batchStatusContract,
} from './contract.ts';

const batchPosition = z.string().regex(/^batch_[0-9A-Z]{26}$/, 'is not a cursor of this list');
const itemPosition = z
  .string()
  .regex(/^\d{1,6}$/, 'is not a cursor of these results')
  .transform(Number);

const list = endpoint(batchListContract, async ({ event }) => {
  const { limit, position } = pageOf(event, { ...batchListContract, position: batchPosition });
  const { batches, next } = await listBatches(batching.read(), tenantOf(event), {
    limit,
    after: position,
  });
  return { status: 200, reply: { batches: [...batches], next_cursor: cursorOf(next) } };
});

const status = endpoint(batchStatusContract, async ({ event }) => ({
  status: 200,
  reply: await viewBatch(batching.read(), await ownBatch(event)),
}));

const results = endpoint(batchResultsContract, async ({ event }) => {
  const { limit, position } = pageOf(event, { ...batchResultsContract, position: itemPosition });
  const batch = await ownBatch(event);
  const page = await readItems(batching.read(), batch, { from: position ?? 0, limit });
  return {
    status: 200,
    reply: { batch_id: batch.batchId, results: [...page.results], next_cursor: cursorOf(page.next) },
  };
});

const cancel = endpoint(batchCancelContract, async ({ event }) => {
  const batch = await cancelBatch(batching.read(), tenantOf(event), event.pathParameters?.['batch_id'] ?? '');
  return { status: 202, reply: await viewBatch(batching.read(), batch) };
});

function ownBatch(event: APIGatewayProxyEvent) {
  return readBatch(batching.read(), tenantOf(event), event.pathParameters?.['batch_id'] ?? '');
}

/** Lists, shows, pages through and cancels batches. */
export const handler = dispatch(
  {
    'GET /v1/evaluations/batch': list,
    'GET /v1/evaluations/batch/{batch_id}': status,
    'GET /v1/evaluations/batch/{batch_id}/results': results,
    'POST /v1/evaluations/batch/{batch_id}/cancel': cancel,
  },
  list,
);
