import type { SummaryMark } from '../judge.ts';
import { explain } from './explain.ts';
import { measureFeatures } from './features.ts';
import { assess, type Weights } from './model.ts';
import { weights } from './weights.ts';

// An answer of one name, or in another language, is no English prose and can keep to its passages all the same.
const anyLanguage: Weights = {
  ...weights,
  checks: { ...weights.checks, language: { intercept: 1, weights: {}, low: 0, high: 1 } },
};

/** Rates an answer's consistency with its passages, read one after the other as its source. */
export function markFaithfulness(passages: readonly string[], answer: string): SummaryMark {
  const features = measureFeatures(passages.join('\n\n'), answer, weights.tables);
  const assessment = assess(features, anyLanguage).consistency;
  return { rating: assessment.rating, explanation: explain(assessment, features) };
}
