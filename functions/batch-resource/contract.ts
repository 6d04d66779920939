import * as z from 'zod';
import { BatchItem, BatchView } from '../../src/batches/batch.ts';
import { pageQuery } from '../../src/http/page.ts';

/** GET /evaluations/batch */
export const batchListContract = {
  name: 'batch-list',
  query: pageQuery({ most: 100, usual: 20 }),
  replies: { 200: z.object({ batches: z.array(BatchView), next_cursor: z.string().nullable() }) },
} as const;

/** GET /evaluations/batch/{batch_id} */
export const batchStatusContract = { name: 'batch-status', replies: { 200: BatchView } } as const;

/** GET /evaluations/batch/{batch_id}/results */
export const batchResultsContract = {
  name: 'batch-results',
  query: pageQuery({ most: 1_000, usual: 100 }),
  replies: {
    200: z.object({ batch_id: z.string(), results: z.array(BatchItem), next_cursor: z.string().nullable() }),
  },
} as const;

/** POST /evaluations/batch/{batch_id}/cancel */
export const batchCancelContract = {
  name: 'batch-cancel',
  replies: { 202: BatchView },
  errors: ['conflict'],
} as const;
