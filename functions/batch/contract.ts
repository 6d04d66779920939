import * as z from 'zod';
import { BatchBody, BatchItem, BatchView } from '../../src/batches/batch.ts';

/** The answer of a batch that ended within the wait: with its results. */
const BatchReply = BatchView.extend({ results: z.array(BatchItem), next_cursor: z.string().nullable() });

/** POST /evaluations/batch */
export const batchContract = {
  name: 'batch',
  body: BatchBody,
  replies: { 200: BatchReply, 202: BatchView },
} as const;
