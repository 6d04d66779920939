import * as z from 'zod';
import { BatchItem, BatchView } from '../../src/batches/batch.ts';

/** GET /evaluations/batch */
export const batchListContract = {
  name: 'batch-list',
  replies: { 200: z.object({ batches: z.array(BatchView), next_cursor: z.string().nullable() }) },
} as const;

/** GET /evaluations/batch/{batch_id} */
export const batchStatusContract = { name: 'batch-status', replies: { 200: BatchView } } as const;

/** GET /evaluations/batch/{batch_id}/results */
export const batchResultsContract = {
  name: 'batch-results',
  replies: {
    200: z.object({ batch_id: z.string(), results: z.array(BatchItem), next_cursor: z.string().nullable() }),
  },
} as const;

/** POST /evaluations/batch/{batch_id}/cancel */
export const batchCancelContract = { name: 'batch-cancel', replies: { 202: BatchView } } as const;
