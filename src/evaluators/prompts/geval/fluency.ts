import type { SummaryCriterion } from './criterion.ts';

/** Fluency, 1..3: the language of the summary alone; asked without the source and without steps, as its authors did. */
export const fluency: SummaryCriterion = {
  dimension: 'fluency',
  scale: [1, 3],
  question:
    'Fluency: the quality of the language: grammar, spelling, punctuation, choice of words, sentence structure. 1: errors that make it hard to read. 2: some errors, the main points still come across. 3: few or no errors, easy to read.',
  steps: [],
  needsSource: false,
};
