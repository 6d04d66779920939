import * as z from 'zod';

/** One message: evaluate one chunk of one batch. A reader understands its own version and the one before. */
export const ChunkMessage = z.object({
  v: z.literal(1),
  batch_id: z.string(),
  chunk: z.number().int().min(0),
});

/** See the schema of the same name. */
export type ChunkMessage = z.infer<typeof ChunkMessage>;

/** Where chunks are sent to be evaluated. */
export interface ChunkQueue {
  send(tenant: string, messages: readonly ChunkMessage[]): Promise<void>;
}

/** The messages for chunks of a batch. */
export function messagesFor(batchId: string, chunks: readonly number[]): readonly ChunkMessage[] {
  return chunks.map((chunk) => ({ v: 1, batch_id: batchId, chunk }));
}
