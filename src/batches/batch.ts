import * as z from 'zod';
import { Evaluation, ItemError, UsageReport } from '../evaluation/evaluation.ts';
import { list } from '../evaluators/body/text.ts';
import { judgedFields, unavailableFields } from '../evaluators/evaluator.ts';
import { evaluationTypes } from '../evaluators/index.ts';
import { UploadId } from './upload-id.ts';

const { api_name, model } = judgedFields;

const fields = z.object({
  evaluation_type: z.enum(evaluationTypes).describe('The kind of evaluation of every item'),
  items: z
    .array(z.unknown())
    .min(1)
    .max(100)
    .nullish()
    .describe('Bodies of single evaluations; more of them are uploaded'),
  input_upload_ids: z
    .array(UploadId)
    .min(1)
    .max(100)
    .refine((ids) => new Set(ids).size === ids.length, 'must not name the same one twice')
    .meta({ uniqueItems: true })
    .nullish()
    .describe('Instead of `items`: uploaded files of them, in order; 100,000 lines in all'),
  parallel_workers: z
    .number()
    .int()
    .min(1)
    .max(20)
    .default(4)
    .describe(
      'Items of this batch in flight per worker; uploads follow what the provider may have in flight',
    ),
  continue_on_error: z.boolean().default(true).describe('false: stop after the first failed item'),
  api_name,
  model,
  metrics: list(z.string().max(50), 1, 20).nullish().describe('Default for the items'),
  samples: z.number().int().min(1).max(20).nullish().describe('Default for the items'),
  ...unavailableFields,
});

/** The body of a batch: items are checked one by one when they are evaluated, so that an invalid one fails alone. */
export const BatchBody = fields.refine(
  ({ items, input_upload_ids }) => (items == null) !== (input_upload_ids == null),
  { path: ['items'], message: 'must be given, or input_upload_ids instead: one of both' },
);

/** See the schema of the same name. */
export type BatchBody = z.infer<typeof BatchBody>;

/** One item's outcome in a batch's results. */
export const BatchItem = z.discriminatedUnion('status', [
  z.object({
    index: z.number().int(),
    evaluation_id: z.string(),
    status: z.literal('completed'),
    results: z.looseObject({}),
  }),
  z.object({
    index: z.number().int(),
    evaluation_id: z.string(),
    status: z.literal('failed'),
    error: z.object({ code: z.string(), detail: z.string() }),
  }),
  z.object({ index: z.number().int(), evaluation_id: z.string(), status: z.literal('cancelled') }),
]);

/** See the schema of the same name. */
export type BatchItem = z.infer<typeof BatchItem>;

/** A metric over a batch's items: the mean of the scores there are, with how many there are. */
export const Aggregate = z.object({
  mean: z.number().nullable(),
  standard_error: z.number().nullable(),
  ci_low: z.number().nullable(),
  ci_high: z.number().nullable(),
  count: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
});

/** See the schema of the same name. */
export type Aggregate = z.infer<typeof Aggregate>;

/** Metrics by name. */
export const Aggregates = z.record(z.string(), Aggregate);

/** What is computed once, when a batch becomes terminal. */
export const BatchSummary = z.object({
  successful: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
  aggregate_metrics: Aggregates,
  /** The mean of what sums up each item. */
  average: z.number().nullable(),
  warnings: z.array(z.string()),
  processing_time: z.number(),
  usage: UsageReport,
});

/** See the schema of the same name. */
export type BatchSummary = z.infer<typeof BatchSummary>;

/** A batch as a caller sees it; aggregates are null until it is terminal. */
export const BatchView = z.object({
  batch_id: z.string(),
  evaluation_type: z.enum(evaluationTypes),
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
  /** The batch whose items are evaluated again. */
  retry_of: z.string().nullable(),
  /** Null until uploaded files have been split. */
  total_items: z.number().int().nullable(),
  successful: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
  pending: z.number().int().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  aggregate_metrics: Aggregates.nullable(),
  /** One of the three: the mean of what sums up the items, under the name that it has in their answers. */
  average_score: z.number().nullable().optional(),
  overall_score: z.number().nullable().optional(),
  overall_quality: z.number().nullable().optional(),
  processing_time: z.number().nullable(),
  usage: UsageReport.nullable(),
  warnings: z.array(z.string()),
  /** Why a batch as a whole failed, such as files that cannot be read; null where its items tell. */
  error: ItemError.nullable(),
});

/** See the schema of the same name. */
export type BatchView = z.infer<typeof BatchView>;

/** The outcomes of a chunk's items, as stored. */
export const ChunkResults = z.array(Evaluation);

/** The id of an item's evaluation. */
export function itemEvaluationId(batchId: string, index: number): string {
  return `evr_${batchId.slice('batch_'.length)}_${index}`;
}

/** The batch and item behind an item's evaluation id; null for the id of a single evaluation. */
export function itemOfEvaluationId(
  evaluationId: string,
): { readonly batchId: string; readonly index: number } | null {
  const match = /^evr_([0-9A-HJKMNP-TV-Z]{26})_(0|[1-9]\d{0,5})$/.exec(evaluationId);
  return match ? { batchId: `batch_${match[1]}`, index: Number(match[2]) } : null;
}
