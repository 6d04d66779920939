import type { QualityCriterion } from './criterion.ts';

/** The question for a criterion that the caller wrote: the caller's words ask it, as they are. */
export function customCriterion(name: string, criterion: string): QualityCriterion {
  return {
    question: `How well does the response meet the criterion "${name}", which says:\n${criterion}\n5 means that it is met in full, 3 in part, 1 not at all.`,
    steps: [],
  };
}
