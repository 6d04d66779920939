import type { QualityCriterion } from './criterion.ts';

/** Accuracy, 1..5: is what the response states true, as far as the prompt and common knowledge tell. */
export const accuracy: QualityCriterion = {
  question:
    'Accuracy: is what the response states correct, by the prompt and by what is generally known? 5 means that no statement is wrong, 3 that a side point is, 1 that the main statements are wrong or made up.',
  steps: [
    'List the statements of the response that can be right or wrong: facts, figures, steps of reasoning, code.',
    'Check each against the prompt and against what you know; work out results again where you can.',
    'Lower the mark for each wrong or invented statement, more for central ones; a statement you cannot check is no error.',
  ],
};
