import type { SummaryCriterion } from './criterion.ts';

/** Coherence, 1..5: does the summary hang together as a whole. */
export const coherence: SummaryCriterion = {
  dimension: 'coherence',
  scale: [1, 5],
  question:
    'Coherence: do the sentences of the summary build on one another into one organised account of the topic? 5 is a well-structured whole, 1 a heap of unconnected statements.',
  steps: [
    'Note the main topic of the source and the order of its main points.',
    'Follow the summary sentence by sentence; note jumps, repetitions and references that point nowhere.',
    'Judge how well the whole is organised, whatever its factual quality.',
  ],
  needsSource: true,
};
