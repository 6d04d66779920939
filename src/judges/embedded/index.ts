import { type EmbeddedJudge, type SummaryDimension, type SummaryMark, summaryDimensions } from '../judge.ts';
import { explain } from './explain.ts';
import { markFaithfulness } from './faithfulness.ts';
import { measureFeatures } from './features.ts';
import { assess } from './model.ts';
import { markClarity } from './prose.ts';
import { coverWords, supportedFrom, supportStatements } from './statements.ts';
import { weights } from './weights.ts';

/** Marks texts in process by their wording; no key, no network, the same marks for the same texts. */
export const embeddedJudge: EmbeddedJudge = {
  kind: 'embedded',
  provider: 'embedded',
  model: 'lexical-1',
  agreement: weights.agreement,
  supportedFrom,
  markSummary: (source, summary) => {
    const wordless = !/[\p{L}\p{N}]/u.test(summary);
    return wordless ? markEach(() => nothing) : markWords(source, summary);
  },
  markFaithfulness,
  markClarity,
  supportStatements,
  coverWords,
};

const nothing: SummaryMark = {
  rating: 1,
  explanation: 'There is nothing to judge: the summary has no words.',
};

function markWords(source: string, summary: string): Record<SummaryDimension, SummaryMark> {
  const features = measureFeatures(source, summary, weights.tables);
  const assessments = assess(features, weights);
  return markEach((dimension) => ({
    rating: assessments[dimension].rating,
    explanation: explain(assessments[dimension], features),
  }));
}

function markEach(mark: (dimension: SummaryDimension) => SummaryMark): Record<SummaryDimension, SummaryMark> {
  return Object.fromEntries(summaryDimensions.map((name) => [name, mark(name)])) as Record<
    SummaryDimension,
    SummaryMark
  >;
}
