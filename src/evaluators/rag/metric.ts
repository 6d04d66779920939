import * as z from 'zod';
import { Metric } from '../metric.ts';

/** Every metric of a RAG answer by its own name. */
export const ragMetricNames = [
  'relevance',
  'faithfulness',
  'answer_similarity',
  'context_precision',
  'context_recall',
  'context_relevance',
  'answer_correctness',
  'noise_sensitivity',
  'hallucination',
] as const;

/** One of {@link ragMetricNames}. */
export type RagMetricName = (typeof ragMetricNames)[number];

/** A statement of a text and what the passages say of it. `chunk` and `chunks` count from 1; null and empty where none supports it. */
export const JudgedClaim = z.object({
  id: z.string(),
  text: z.string(),
  label: z.enum(['supported', 'contradicted', 'not_found']),
  chunk: z.number().int().nullable(),
  chunks: z.array(z.number().int()),
  quote: z.string().nullable(),
  /** Whether the quote stands in its passage; null where there is nothing to check. */
  evidence_checked: z.boolean().nullable(),
});

/** See the schema of the same name. */
export type JudgedClaim = z.infer<typeof JudgedClaim>;

/** Whether a passage supports the claim. */
export function isSupported({ label }: JudgedClaim): boolean {
  return label === 'supported';
}

/** A metric of a RAG answer, with what it was counted from. */
export const RagMetric = Metric.extend({
  metadata: Metric.shape.metadata.extend({
    claims: z.array(JudgedClaim).optional(),
    /** Claims that the judge gave no verdict on; they do not count. */
    unjudged_claims: z.number().int().optional(),
    /** Share of the supported claims whose quote was found; null if none was to be checked. */
    evidence_checked_share: z.number().nullable().optional(),
    /** Of the statements, those that address the question. */
    statement_ratio: z.number().nullable().optional(),
    /** Useful passages of all passages. */
    precision: z.number().nullable().optional(),
    recall: z.number().nullable().optional(),
    /** Rank of the first useful passage, from 1; null if none is. */
    first_useful_rank: z.number().int().nullable().optional(),
    /** One score on 0..1 per passage; null where the judge gave none. */
    chunk_scores: z.array(z.number().nullable()).optional(),
    method: z.enum(['embeddings', 'lexical']).optional(),
    embedding_model: z.string().optional(),
    /** The cosine before negative values became 0. */
    cosine: z.number().optional(),
  }),
});

/** See the schema of the same name. */
export type RagMetric = z.infer<typeof RagMetric>;
