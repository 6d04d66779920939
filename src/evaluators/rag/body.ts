import * as z from 'zod';
import { hasWords, list, text } from '../body/text.ts';
import { judgedFields } from '../evaluator.ts';
import { type RagMetricName, ragMetricNames } from './metric.ts';
import type { RagTexts } from './texts.ts';

/** Other names of metrics: reported under the name that was asked for, judged and counted once. */
const aliases = {
  answer_relevance: 'relevance',
  answer_faithfulness: 'faithfulness',
  claim_faithfulness: 'faithfulness',
} as const satisfies Readonly<Record<string, RagMetricName>>;

type Alias = keyof typeof aliases;

/** Every name under which a metric is reported. */
export const reportedNames = [...ragMetricNames, ...(Object.keys(aliases) as Alias[])] as const;

/** The body of an evaluation of one retrieval-augmented answer. */
export const RagBody = z.object({
  query: text(1, 10_000).describe('The question that was asked'),
  retrieved_contexts: list(text(1, 20_000), 1, 20).describe('The passages that were retrieved, best first'),
  generated_response: text(1, 50_000).describe('The answer under test'),
  ground_truth: text(0, 50_000)
    .nullish()
    .describe('The right answer; without a letter or digit it counts as none'),
  metrics: list(z.enum(reportedNames), 1, 20)
    .nullish()
    .describe(
      'Metrics to score; null for relevance, faithfulness, context_precision and, with a ground truth, answer_similarity',
    ),
  strict_evidence: z
    .boolean()
    .default(false)
    .describe('Whether a supported claim whose quote is not in its passage counts as not found'),
  ...judgedFields,
});

/** See the schema of the same name. */
export type RagBody = z.infer<typeof RagBody>;

/** The texts of a body; a ground truth without a letter or digit is none. */
export function textsOf(body: RagBody): RagTexts {
  const { query, retrieved_contexts, generated_response, ground_truth, explain } = body;
  return {
    query,
    contexts: retrieved_contexts,
    answer: generated_response,
    groundTruth: ground_truth && hasWords(ground_truth) ? ground_truth : null,
    explain,
  };
}

/** The names that a body asks for, each once, with the metric that each stands for. */
export function askedMetrics(body: RagBody): ReadonlyMap<string, RagMetricName> {
  const usual: readonly RagMetricName[] = ['relevance', 'faithfulness', 'context_precision'];
  const asked =
    body.metrics ?? (textsOf(body).groundTruth === null ? usual : [...usual, 'answer_similarity' as const]);
  return new Map(asked.map((name) => [name, isAlias(name) ? aliases[name] : name]));
}

function isAlias(name: RagMetricName | Alias): name is Alias {
  return Object.hasOwn(aliases, name);
}
