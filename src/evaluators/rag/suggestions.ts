import type { RagMetric, RagMetricName } from './metric.ts';

/** Below this a metric is worth a suggestion; above 1 minus this, one whose lower values are better. */
const threshold = 0.7;

const advice: Readonly<Record<RagMetricName, string>> = {
  relevance: 'The answer addresses the question in part only: ask for a direct answer to what was asked.',
  faithfulness:
    'Statements of the answer are not supported by the passages: instruct the generator to keep to them, or retrieve passages that hold what it states.',
  answer_similarity:
    'The answer differs from the ground truth in wording or content: compare the two before trusting either.',
  context_precision: 'Useful passages are few or ranked low: rerank the passages or retrieve fewer of them.',
  context_recall:
    'The passages lack a part of the right answer: retrieve more passages, or check that the sources hold it.',
  context_relevance:
    'Passages do not help to answer the question: tighten the retrieval or filter its results.',
  answer_correctness:
    'The answer states things that the ground truth does not, or leaves out things that it states: check both lists of claims.',
  noise_sensitivity:
    'The answer takes over statements of passages that the ground truth does not support: filter misleading passages.',
  hallucination:
    'The answer makes statements that no passage supports: have the generator say when the passages do not hold the answer.',
};

/** One plain sentence per metric that is low, made from the scores alone. */
export function suggest(metrics: ReadonlyMap<RagMetricName, RagMetric>): string[] {
  return [...metrics].filter(([, metric]) => goodness(metric) < threshold).map(([name]) => advice[name]);
}

/** The score of a metric as a mean counts it: higher is better. */
export function goodness({ score, metadata }: RagMetric): number {
  return metadata.direction === 'lower' ? 1 - score : score;
}
