import type { QualityCriterion } from './criterion.ts';

/** Clarity, 1..5: is the response easy to follow. */
export const clarity: QualityCriterion = {
  question:
    'Clarity: is the response easy to follow for whoever wrote the prompt? 5 means well ordered and plainly worded, 3 that it takes effort in places, 1 that it cannot be followed.',
  steps: [
    'Read the response as the person who wrote the prompt would.',
    'Note vague or ambiguous wording, unexplained terms, and jumps in its order.',
    'Judge how easily its meaning comes across, whether or not it is right.',
  ],
};
