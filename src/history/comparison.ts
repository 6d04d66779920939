import * as z from 'zod';
import { list } from '../evaluators/body/text.ts';

const id = z.string().min(1).max(60);
const isDistinct = (ids: readonly string[]) => new Set(ids).size === ids.length;

function ids(min: number, max: number) {
  return list(id, min, max)
    .refine(isDistinct, 'must not name the same one twice')
    .meta({ uniqueItems: true });
}

/** What a caller may compare: results, or two batches. */
export const CompareBody = z
  .object({
    evaluation_ids: ids(2, 10).nullish().describe('Stored results'),
    batch_ids: ids(2, 2).nullish().describe('Two batches, item by item'),
    metrics_to_compare: list(z.string().min(1).max(100), 1, 100).nullish().describe('Null for all'),
  })
  .refine(({ evaluation_ids, batch_ids }) => (evaluation_ids == null) !== (batch_ids == null), {
    path: ['evaluation_ids'],
    message: 'must be sent, or batch_ids, and not both',
  });

/** See the schema of the same name. */
export type CompareBody = z.infer<typeof CompareBody>;

const Spread = z.object({
  mean: z.number(),
  /** Of the sample (n − 1); null below two scores. */
  std: z.number().nullable(),
  min: z.number(),
  max: z.number(),
  range: z.number(),
  /** std / mean; null where there is no std, or the mean is 0. */
  cv: z.number().nullable(),
});

/** See the schema of the same name. */
export type Spread = z.infer<typeof Spread>;

const Compared = z.object({
  comparison_summary: z.string(),
  /** An id, or `tie`; metrics with fewer than two scores are not in it. */
  best_performing: z.record(z.string(), z.string()),
  /** Metrics that different kinds of judges marked are not in it. */
  statistical_analysis: z.record(z.string(), Spread),
  warnings: z.array(z.string()),
});

/** Results side by side. */
export const ResultComparison = Compared.extend({
  metric_comparisons: z.record(
    z.string(),
    z.array(z.object({ evaluation_id: z.string(), score: z.number().nullable() })),
  ),
});

/** See the schema of the same name. */
export type ResultComparison = z.infer<typeof ResultComparison>;

/** Items of two batches with the same index, where both have the metric; differences are the first batch's score less the second's. */
export const Paired = z.object({
  pairs: z.number().int(),
  mean_difference: z.number().nullable(),
  ci_low: z.number().nullable(),
  ci_high: z.number().nullable(),
  /** A win: the first batch's item is the better one. */
  sign_test: z.object({
    wins: z.number().int(),
    losses: z.number().int(),
    ties: z.number().int(),
    p_value: z.number().nullable(),
  }),
});

/** See the schema of the same name. */
export type Paired = z.infer<typeof Paired>;

/** Two batches side by side; their scores are the means of their items. */
export const BatchComparison = Compared.extend({
  metric_comparisons: z.record(
    z.string(),
    z.array(z.object({ batch_id: z.string(), score: z.number().nullable() })),
  ),
  paired: z.record(z.string(), Paired),
});

/** See the schema of the same name. */
export type BatchComparison = z.infer<typeof BatchComparison>;
