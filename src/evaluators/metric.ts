import * as z from 'zod';
import { errorCodes } from '../errors.ts';

/** A metric that was scored: `score` on 0..1, `raw_score` the untouched mean mark on `scale`. */
export const Metric = z.object({
  name: z.string(),
  score: z.number().min(0).max(1),
  raw_score: z.number(),
  explanation: z.string().nullable(),
  metadata: z.object({
    scale: z.tuple([z.number(), z.number()]),
    direction: z.enum(['higher', 'lower']),
    samples: z.array(z.number()),
    standard_error: z.number().nullable(),
    judge: z.string(),
    prompt_version: z.number().int().nullable(),
  }),
});

/** See the schema of the same name. */
export type Metric = z.infer<typeof Metric>;

/** A metric that could not be scored, and why; it never has a score. */
export const FailedMetric = z.object({ name: z.string(), code: z.enum(errorCodes), detail: z.string() });

/** See the schema of the same name. */
export type FailedMetric = z.infer<typeof FailedMetric>;

/** A metric that does not apply to what was given; it leaves the means alone. */
export const SkippedMetric = z.object({ name: z.string(), reason: z.string() });

/** See the schema of the same name. */
export type SkippedMetric = z.infer<typeof SkippedMetric>;

/** What every evaluator's results have in common. */
export const Results = z.object({
  failed_metrics: z.array(FailedMetric),
  skipped_metrics: z.array(SkippedMetric),
  partial_results: z.boolean(),
});

/** See the schema of the same name. */
export type Results = z.infer<typeof Results>;

/** Results with a map of metrics by the name that was asked for. */
export const MetricResults = Results.extend({ metrics: z.record(z.string(), Metric) });

/** See the schema of the same name. */
export type MetricResults = z.infer<typeof MetricResults>;

/** One number of a result, as the result shows it, and which way is better: what aggregates, history and comparisons work on. */
export interface Score {
  readonly name: string;
  readonly value: number;
  readonly direction: 'higher' | 'lower';
}

/** The numbers of results that hold a map of metrics. */
export function metricScores({ metrics }: MetricResults): Score[] {
  return Object.values(metrics).map(({ name, score, metadata: { direction } }) => ({
    name,
    value: score,
    direction,
  }));
}

/** Rounded to four decimals, as scores are reported. */
export function round4(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** Like {@link round4}, of a number that there may not be. */
export function round4OrNull(value: number | null): number | null {
  return value === null ? null : round4(value);
}
