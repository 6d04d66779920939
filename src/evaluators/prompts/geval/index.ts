import type { SummaryDimension } from '../../../judges/judge.ts';
import { coherence } from './coherence.ts';
import { consistency } from './consistency.ts';
import type { SummaryCriterion } from './criterion.ts';
import { fluency } from './fluency.ts';
import { relevance } from './relevance.ts';

/** The criteria of a summary by dimension. */
export const summaryCriteria: Readonly<Record<SummaryDimension, SummaryCriterion>> = {
  fluency,
  consistency,
  relevance,
  coherence,
};
