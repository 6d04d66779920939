import type { QualityCriterion } from './criterion.ts';

/** Completeness, 1..5: does the response cover everything that was asked. */
export const completeness: QualityCriterion = {
  question:
    'Completeness: does the response cover everything the prompt asks for? 5 means that nothing asked for is missing, 3 that an important part is, 1 that hardly anything asked for is there.',
  steps: [
    'List what the prompt asks for: every question, item, limit and condition.',
    'Check for each of them whether the response deals with it, and how fully.',
    'Lower the mark for each missing part, more for a central one; do not reward length.',
  ],
};
