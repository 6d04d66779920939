import { JudgeError } from '../../../judges/judge.ts';
import { type Finding, failed } from '../../finding.ts';
import type { Asker } from '../matrix/asker.ts';
import type { Matrix } from '../matrix/matrix.ts';
import type { RagMetric, RagMetricName } from '../metric.ts';
import { measureAnswerCorrectness } from './answer-correctness.ts';
import { measureAnswerSimilarity } from './answer-similarity.ts';
import { measureContextPrecision } from './context-precision.ts';
import { measureContextRecall } from './context-recall.ts';
import { measureContextRelevance } from './context-relevance.ts';
import { measureFaithfulness } from './faithfulness.ts';
import { measureHallucination } from './hallucination.ts';
import { measureNoiseSensitivity } from './noise-sensitivity.ts';
import { measureRelevance } from './relevance.ts';

type Measure = (asker: Asker, matrix: Matrix) => Promise<Finding<RagMetric>>;

const measures: Readonly<Record<RagMetricName, Measure>> = {
  relevance: measureRelevance,
  faithfulness: measureFaithfulness,
  answer_similarity: measureAnswerSimilarity,
  context_precision: measureContextPrecision,
  context_recall: measureContextRecall,
  context_relevance: measureContextRelevance,
  answer_correctness: measureAnswerCorrectness,
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
