import * as z from 'zod';
import { BatchBody, BatchItem, BatchView } from '../../src/batches/batch.ts';

/** The answer of a batch that ended within the wait: with its results. */
const BatchReply = BatchView.extend({ results: z.array(BatchItem), next_cursor: z.string().nullable() });

/** POST /evaluations/batch */
export const batchContract = {
  name: 'batch',
  body: BatchBody,
  replies: { 200: BatchReply, 202: BatchView },
  acceptsWait: true,
  acceptsKey: true,
  // The judge of the batch is chosen when it is taken in; the items fail one by one.
  errors: ['missing_provider_credentials'],
} as const;
