import type { SummaryCriterion } from './criterion.ts';

/** Relevance, 1..5: does the summary keep what matters and leave out the rest. */
export const relevance: SummaryCriterion = {
  dimension: 'relevance',
  scale: [1, 5],
  question:
    'Relevance: does the summary keep the important content of the source and nothing else? 5 means all main points and no ballast, 1 means that the main points are missing.',
  steps: [
    'Name the main points of the source.',
    'Check which of them the summary keeps, and what it holds that is redundant or beside the point.',
    'Weigh missing main points more than ballast.',
  ],
  needsSource: true,
};
