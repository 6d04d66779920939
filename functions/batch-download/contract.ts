import * as z from 'zod';

/** GET /evaluations/batch/{batch_id}/results.jsonl */
export const batchDownloadContract = {
  name: 'batch-download',
  replies: { 303: z.null() },
  errors: ['conflict'],
} as const;
