import * as z from 'zod';
import type { Embeddings } from './call.ts';
import { parseJson } from './parse-json.ts';
import { tokenCount as count } from './token-count.ts';

// Far above what a model gives, and far below where the products of a cosine cease to be finite.
const largest = 1e100;

const embeddingsSchema = z.object({
  data: z.array(
    z.object({
      // OpenRouter may leave it out; Google leaves out the first, a 0.
      index: z.number().int().nonnegative().nullish(),
      embedding: z.array(z.number().min(-largest).max(largest)).min(1),
    }),
  ),
  usage: z.object({ prompt_tokens: count, total_tokens: count }).nullish().catch(null),
});

type Row = z.infer<typeof embeddingsSchema>['data'][number];

/** The vectors in an embeddings reply to so many texts, in their order; null if it is none or they do not match the texts. */
export function parseEmbeddings(body: string, texts: number): Embeddings | null {
  const parsed = embeddingsSchema.safeParse(parseJson(body));
  if (!parsed.success || parsed.data.data.length !== texts) return null;
  const vectors = inOrder(parsed.data.data)?.map(({ embedding }) => embedding);
  if (!vectors || vectors.some(({ length }) => length !== vectors[0]?.length)) return null;
  const { usage } = parsed.data;
  const prompt_tokens = usage?.prompt_tokens ?? usage?.total_tokens ?? 0;
  return { vectors, tokens: { prompt_tokens, completion_tokens: 0, cached_tokens: 0 } };
}

/** The rows by their index, or by their place where they have none; null if a text has no row or two. */
function inOrder(rows: readonly Row[]): readonly Row[] | null {
  const placed = rows.map((row, place) => ({ row, index: row.index ?? place }));
  placed.sort((left, right) => left.index - right.index);
  return placed.every(({ index }, place) => index === place) ? placed.map(({ row }) => row) : null;
}
