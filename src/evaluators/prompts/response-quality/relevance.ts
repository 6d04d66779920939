import type { QualityCriterion } from './criterion.ts';

/** Relevance, 1..5: does the response address what was asked. */
export const relevance: QualityCriterion = {
  question:
    'Relevance: does the response address what the prompt asks, and nothing else? 5 means that all of it serves the prompt, 3 that it drifts in part, 1 that it is about something else.',
  steps: [
    'Say in a few words what the prompt asks for.',
    'Go through the response and note the parts that do not serve it.',
    'Judge how much of the response is to the point, whether or not it is right or complete.',
  ],
};
