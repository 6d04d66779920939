import * as z from 'zod';
import { judgeNames } from '../judges/capabilities.ts';
import type { Judge, JudgeError } from '../judges/judge.ts';
import type { Deadline } from '../resilience/deadline.ts';
import type { Results, Score } from './metric.ts';

/** What an evaluator works with beside the body; chance and time come in here. */
export interface Bench {
  readonly judge: Judge;
  readonly deadline: Deadline;
  /** Unguessable, new for each evaluation: fences the text under test. */
  readonly nonce: string;
}

/** Results, and the judge's failures behind the failed metrics. */
export interface Outcome<R extends Results> {
  readonly results: R;
  readonly failures: readonly JudgeError[];
  /** What the caller should know about how the results came about. */
  readonly warnings: readonly string[];
}

/** A schema of a body, whose field names are known. */
export type BodySchema<Body> = z.ZodType<Body> & { readonly shape: Readonly<Record<string, z.ZodType>> };

interface EvaluatorFacts<Body, R extends Results> {
  readonly body: BodySchema<Body>;
  readonly results: z.ZodType<R>;
  /** The field of the results that sums them up; null where no single number does. */
  readonly average: string | null;
  /** The field in which a batch reports the mean of that. */
  readonly batchAverage: 'average_score' | 'overall_score' | 'overall_quality';
  /** Names of the metrics it can report, for labels; names that callers make up are not among them. */
  readonly metricNames: readonly string[];
  /** The numbers of a result that were measured. */
  scoresOf(results: R): readonly Score[];
}

/** A kind of evaluation that asks a judge: its body, its results, and how the one becomes the other. Never throws for a judge's failure. */
export interface JudgedEvaluator<Body, R extends Results> extends EvaluatorFacts<Body, R> {
  readonly judged: true;
  /** Version of its prompts, shown with every result. */
  readonly promptVersion: number;
  evaluate(body: Body, bench: Bench): Promise<Outcome<R>>;
}

/** A kind of evaluation that is computed from what was sent, without a judge. */
export interface ComputedEvaluator<Body, R extends Results> extends EvaluatorFacts<Body, R> {
  readonly judged: false;
  evaluate(body: Body): R;
}

/** One kind of evaluation. */
export type Evaluator<Body, R extends Results> = JudgedEvaluator<Body, R> | ComputedEvaluator<Body, R>;

const unavailable = 'is not available in this version';
const notYet = 'Not available in this version: only';

/** Fields of judged bodies that have no effect yet. */
export const unavailableFields = {
  // Accepted only as "off": to ignore a spending cap or a dry run silently would cost the caller money.
  dry_run: z
    .boolean()
    .optional()
    .refine((on) => !on, unavailable)
    .meta({ const: false, description: `${notYet} false` }),
  cache: z
    .boolean()
    .optional()
    .refine((on) => !on, unavailable)
    .meta({ const: false, description: `${notYet} false` }),
  max_cost_usd: z
    .number()
    .nullish()
    .refine((cap) => cap == null, unavailable)
    .meta({ const: null, description: `${notYet} null` }),
  panel: z.null(unavailable).optional().describe(`${notYet} null`),
} as const;

/** The field that every scoring body has. */
export const savedField = {
  save_results: z.boolean().default(true).describe('Whether the result can be read back'),
} as const;

/** The fields that every judged body has in common. */
export const judgedFields = {
  api_name: z.enum(judgeNames).nullish().describe('Provider that judges; the default judge if absent'),
  model: z.string().min(1).max(200).nullish().describe("Model that judges; the provider's default if absent"),
  samples: z.number().int().min(1).max(20).default(3).describe('Independent marks per metric'),
  explain: z.boolean().default(true).describe('Whether the judge explains before it marks'),
  ...savedField,
  ...unavailableFields,
} as const;

/** The part of a body that says who judges. */
export interface JudgeChoice {
  readonly api_name?: string | null | undefined;
  readonly model?: string | null | undefined;
}
