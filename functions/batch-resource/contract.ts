import * as z from 'zod';
import { BatchItem, BatchView } from '../../src/batches/batch.ts';

/** GET /evaluations/batch */
export const batchListContract = {
  name: 'batch-list',
  reply: z.object({ batches: z.array(BatchView), next_cursor: z.string().nullable() }),
} as const;

/** GET /evaluations/batch/{batch_id} */
export const batchStatusContract = { name: 'batch-status', reply: BatchView } as const;

/** GET /evaluations/batch/{batch_id}/results */
export const batchResultsContract = {
  name: 'batch-results',
  reply: z.object({ batch_id: z.string(), results: z.array(BatchItem), next_cursor: z.string().nullable() }),
} as const;

/** POST /evaluations/batch/{batch_id}/cancel */
export const batchCancelContract = { name: 'batch-cancel', reply: BatchView } as const;
