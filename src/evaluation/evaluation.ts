import * as z from 'zod';
import { errorCodes } from '../errors.ts';
import { evaluationTypes } from '../evaluators/index.ts';
import { FailedMetric, Results } from '../evaluators/metric.ts';

/** Tokens and calls, as reported. */
export const UsageReport = z.object({
  calls: z.number().int(),
  prompt_tokens: z.number().int(),
  completion_tokens: z.number().int(),
  cached_tokens: z.number().int(),
  cost_usd: z.number().nullable(),
});

/** What every scored answer says about how it came about. */
export const Metadata = z.object({
  evaluation_id: z.string(),
  /** Null where nothing was judged, only computed. */
  judge: z
    .object({
      provider: z.string(),
      model: z.string(),
      kind: z.enum(['model', 'embedded']),
      /** What the marks are: a model's judgement or a heuristic's. */
      label: z.enum(['model', 'heuristic']),
      prompt_version: z.number().int().nullable(),
      agreement: z.record(z.string(), z.number()).nullable(),
    })
    .nullable(),
  usage: UsageReport,
  warnings: z.array(z.string()),
});

/** What an answer to a scoring call carries beside its results. */
export const scoredFields = {
  /** Seconds. */
  evaluation_time: z.number(),
  metadata: Metadata,
} as const;

/** See the schema of the same name. */
export type Metadata = z.infer<typeof Metadata>;

/** An item's failure, as stored. */
export const ItemError = z.object({ code: z.enum(errorCodes), detail: z.string() });

/** See the schema of the same name. */
export type ItemError = z.infer<typeof ItemError>;

const stored = {
  evaluation_id: z.string(),
  evaluation_type: z.enum(evaluationTypes),
  created_at: z.iso.datetime(),
  batch_id: z.string().nullable(),
  index: z.number().int().nullable(),
};

/** A stored evaluation: completed with results, failed with a code, or cancelled. Never a score for a failure. */
export const Evaluation = z.discriminatedUnion('status', [
  z.object({
    ...stored,
    status: z.literal('completed'),
    results: Results.loose(),
    evaluation_time: z.number(),
    input_sha256: z.string(),
    metadata: Metadata,
  }),
  z.object({
    ...stored,
    status: z.literal('failed'),
    error: ItemError,
    failed_metrics: z.array(FailedMetric),
    usage: UsageReport,
  }),
  z.object({ ...stored, status: z.literal('cancelled') }),
]);

/** See the schema of the same name. */
export type Evaluation = z.infer<typeof Evaluation>;
