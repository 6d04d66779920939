import { JudgeError } from '../../judges/judge.ts';
import { type Finding, failed } from '../finding.ts';
import type { Asker } from './asker.ts';
import { measureContextRelevance } from './context-relevance.ts';
import { measureContextPrecision, measureContextRecall } from './context-use.ts';
import { measureCorrectness, measureNoiseSensitivity } from './correctness.ts';
import { measureFaithfulness, measureHallucination } from './faithfulness.ts';
import type { Matrix } from './matrix.ts';
import type { RagMetric, RagMetricName } from './metric.ts';
import { measureRelevance } from './relevance.ts';
import { measureSimilarity } from './similarity.ts';

type Measure = (asker: Asker, matrix: Matrix) => Promise<Finding<RagMetric>>;

const measures: Readonly<Record<RagMetricName, Measure>> = {
  relevance: measureRelevance,
  faithfulness: measureFaithfulness,
  answer_similarity: measureSimilarity,
  context_precision: measureContextPrecision,
  context_recall: measureContextRecall,
  context_relevance: measureContextRelevance,
  answer_correctness: measureCorrectness,
  noise_sensitivity: measureNoiseSensitivity,
  hallucination: measureHallucination,
};

/** What comes of one metric; a judge's failure fails it, and it alone unless another needs the same call. */
export async function measure(
  name: RagMetricName,
  asker: Asker,
  matrix: Matrix,
): Promise<Finding<RagMetric>> {
  try {
    return await measures[name](asker, matrix);
  } catch (error) {
    if (error instanceof JudgeError) return failed(name, error);
    throw error;
  }
}
