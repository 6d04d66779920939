import type { FeatureName } from '../../src/judges/embedded/features.ts';
import type { CheckName } from '../../src/judges/embedded/model.ts';

/** Which way a feature may count: 1 for, -1 against, 0 either. */
export type Signs = Readonly<Partial<Record<FeatureName, number>>>;

/** The features that each check reads and which way each may count. */
export const checkSigns: Readonly<Record<CheckName, Signs>> = {
  language: {
    wordOrder: 1,
    oddOrder: -1,
    oddWords: -1,
    symbols: -1,
    stutter: -1,
    repeatedPairs: -1,
    repeatedContent: -1,
    functionWords: 0,
    danglingEnds: -1,
  },
  support: {
    coverage: 1,
    contentSupport: 1,
    nameSupport: 1,
    numberSupport: 1,
    pairSupport: 1,
    sentenceSupport: 1,
    weakestSentence: 1,
    sourceSimilarity: 1,
    topicCoverage: 1,
  },
};

/** Ratings may use every feature, but these only in the direction that makes sense. */
export const ratingSigns: Signs = {
  contentSupport: 1,
  nameSupport: 1,
  numberSupport: 1,
  pairSupport: 1,
  sentenceSupport: 1,
  weakestSentence: 1,
  sourceSimilarity: 1,
  topicCoverage: 1,
  endsSentence: 1,
  wordOrder: 1,
  splices: -1,
  negationMismatch: -1,
  meanPlace: -1,
  repeatedPairs: -1,
  repeatedContent: -1,
  stutter: -1,
  danglingEnds: -1,
  oddOrder: -1,
  oddWords: -1,
  symbols: -1,
};
