import type { SummaryCriterion } from './criterion.ts';

/** Consistency, 1..5: is everything the summary states supported by the source. */
export const consistency: SummaryCriterion = {
  dimension: 'consistency',
  scale: [1, 5],
  question:
    'Consistency: is every statement of the summary supported by the source? 5 means that nothing is unsupported, 1 that most of it contradicts the source or is invented.',
  steps: [
    'List the facts that the summary states: who, what, when, where, how many.',
    'Look each of them up in the source; note what contradicts it and what is not there.',
    'Lower the mark for each unsupported fact, more for central facts than for side remarks.',
  ],
  needsSource: true,
};
