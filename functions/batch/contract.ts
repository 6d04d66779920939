import * as z from 'zod';
import { BatchBody, BatchItem, BatchView } from '../../src/batches/batch.ts';

/** The answer of a batch: with its results when they were there in time (200), else without (202). */
export const BatchReply = BatchView.extend({
  results: z.array(BatchItem).optional(),
  next_cursor: z.string().nullable().optional(),
});

/** POST /evaluations/batch */
export const batchContract = { name: 'batch', body: BatchBody, reply: BatchReply } as const;
