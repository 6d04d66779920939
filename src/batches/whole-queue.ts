import * as z from 'zod';

/** One message: work on one batch as a whole — split the files it is made from, or end it. */
export const SplitMessage = z.object({ v: z.literal(1), batch_id: z.string(), split: z.literal(true) });

/** See the schema of the same name. */
export type SplitMessage = z.infer<typeof SplitMessage>;

/** Where batches are sent that need more work as a whole than a request or a worker should carry. */
export interface WholeQueue {
  send(tenant: string, batchId: string): Promise<void>;
}

/** The message for a batch. */
export function splitMessageFor(batchId: string): SplitMessage {
  return { v: 1, batch_id: batchId, split: true };
}
