import * as z from 'zod';
import type { Judge, JudgeError, Usage } from '../judges/judge.ts';
import type { Results } from './metric.ts';

/** What an evaluator works with beside the body; chance and time come in here. */
export interface Bench {
  readonly judge: Judge;
  readonly signal: AbortSignal;
  /** Unguessable, new for each evaluation: fences the text under test. */
  readonly nonce: string;
}

/** Results, what the judging took, and the judge's failures behind the failed metrics. */
export interface Outcome<R extends Results> {
  readonly results: R;
  readonly usage: Usage;
  readonly failures: readonly JudgeError[];
}

/** One kind of evaluation: its body, its results, and how the one becomes the other. Never throws for a judge's failure. */
export interface Evaluator<Body, R extends Results> {
  readonly body: z.ZodType<Body> & { readonly shape: Readonly<Record<string, unknown>> };
  readonly results: z.ZodType<R>;
  /** The field of the results that sums them up. */
  readonly average: string;
  /** Names of the metrics it can report, for labels and documents. */
  readonly metricNames: readonly string[];
  /** Version of its prompts, shown with every result. */
  readonly promptVersion: number;
  evaluate(body: Body, bench: Bench): Promise<Outcome<R>>;
}

const unavailable = 'is not available in this version';

/** Fields of judged bodies that have no effect yet. */
export const unavailableFields = {
  // Accepted only as "off": to ignore a spending cap or a dry run silently would cost the caller money.
  dry_run: z
    .boolean()
    .optional()
    .refine((on) => !on, unavailable),
  cache: z
    .boolean()
    .optional()
    .refine((on) => !on, unavailable),
  max_cost_usd: z
    .number()
    .nullish()
    .refine((cap) => cap == null, unavailable),
  panel: z.null(unavailable).optional(),
} as const;

/** The fields that every judged body has in common. */
export const judgedFields = {
  api_name: z.string().min(1).max(50).nullish().describe('Provider that judges; the default judge if absent'),
  model: z.string().min(1).max(200).nullish().describe("Model that judges; the provider's default if absent"),
  samples: z.number().int().min(1).max(20).default(3).describe('Independent marks per metric'),
  explain: z.boolean().default(true).describe('Whether the judge explains before it marks'),
  save_results: z.boolean().default(true).describe('Whether the result can be read back'),
  ...unavailableFields,
} as const;

/** The part of a body that says who judges. */
export interface JudgeChoice {
  readonly api_name?: string | null | undefined;
  readonly model?: string | null | undefined;
}
