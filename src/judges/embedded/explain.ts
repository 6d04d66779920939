import type { FeatureName, Features } from './features.ts';
import type { Assessment, CheckName, Contribution } from './model.ts';

const percent = (value: number) => `${Math.round(value * 100)} %`;
const count = (value: number) => String(Math.round(Math.expm1(value)));
const decimal = (value: number) => value.toFixed(2);

/** What each feature found, in words that hold whichever way it counts. */
const phrases: Readonly<Record<FeatureName, (value: number) => string>> = {
  coverage: (value) => `${percent(value)} of its words are found in the source`,
  longestRun: (value) => `the longest passage copied has ${count(value)} words`,
  longestRunShare: (value) => `one copied passage makes up ${percent(value)} of it`,
  compression: (value) => `the source is ${Math.exp(value).toFixed(1)} times as long`,
  fragmentation: (value) =>
    `it shares ${Math.round(value * 100)} separate word runs per 100 words with the source`,
  novelPairs: (value) => `${percent(value)} of its word pairs are its own`,
  novelQuadruples: (value) => `${percent(value)} of its four-word runs are its own`,
  splices: (value) => `it joins copied passages from distant places ${value.toFixed(1)} times per 10 words`,
  contentSupport: (value) => `${percent(value)} of its content words are found in the source`,
  nameSupport: (value) => `${percent(value)} of its names are found in the source`,
  numberSupport: (value) => `${percent(value)} of its numbers are found in the source`,
  pairSupport: (value) =>
    `for ${percent(value)} of its neighbouring content words one sentence of the source holds both`,
  sentenceSupport: (value) =>
    `its sentences share ${percent(value)} of their content words with their best match in the source`,
  weakestSentence: (value) =>
    `its least supported sentence shares ${percent(value)} of its content words with the source`,
  negationMismatch: (value) =>
    `${percent(value)} of its sentences deny what their match in the source does not`,
  meanPlace: (value) => `it draws on places ${percent(value)} into the source on average`,
  placeSpread: (value) => `the places it draws on spread over ${percent(value)} of the source`,
  inOrder: (value) => `${percent(value)} of its sentences follow the order of the source`,
  nextSentence: (value) =>
    `${percent(value)} of its sentences continue where the one before stands in the source`,
  sourceSimilarity: (value) => `its similarity in words to the source is ${decimal(value)}`,
  leadSimilarity: (value) => `its similarity in words to the opening of the source is ${decimal(value)}`,
  leadRecall: (value) => `it takes up ${percent(value)} of the content words that open the source`,
  topicCoverage: (value) => `it holds ${percent(value)} of the words that the source uses most`,
  repeatedPairs: (value) => `${percent(value)} of its word pairs repeat`,
  repeatedContent: (value) => `${percent(value)} of its content words repeat`,
  stutter: (value) => `${percent(value)} of its words stand twice in a row`,
  sentenceOverlap: (value) => `two of its sentences share up to ${percent(value)} of their content`,
  length: (value) => `it has ${count(value)} words`,
  sentences: (value) => `it has ${count(value)} ${count(value) === '1' ? 'sentence' : 'sentences'}`,
  sentenceLength: (value) => `its sentences average ${count(value)} words`,
  shortestSentence: (value) => `its shortest sentence has ${count(value)} words`,
  endsSentence: (value) => (value > 0 ? 'its last sentence is closed' : 'its last sentence is not closed'),
  danglingEnds: (value) => `${percent(value)} of its sentences break off`,
  functionWords: (value) => `${percent(value)} of its words are function words`,
  wordLength: (value) => `its words average ${value.toFixed(1)} letters`,
  pronounStart: (value) => (value > 0 ? 'it opens with a pronoun' : 'it does not open with a pronoun'),
  marks: (value) => `${percent(value)} of it is punctuation other than points and commas`,
  wordOrder: (value) =>
    `the order of its words scores ${decimal(value)} where English averages about 0.5 and chance 0 or less`,
  oddOrder: (value) => `${percent(value)} of its word steps are unusual in English`,
  oddWords: (value) => `${percent(value)} of its words are spelled unlike English words`,
  symbols: (value) => `${percent(value)} of it is symbols`,
};

const opinions: Readonly<Record<CheckName, string>> = {
  language: 'its words do not follow each other as in English prose',
  support: 'too little of it is found in the source',
};

/** One sentence: what was measured on the wording that moved the rating most, for and against. */
export function explain({ contributions, failed }: Assessment, features: Features): string {
  if (failed !== null) {
    const against = describe(failed.contributions.filter(({ amount }) => amount < 0).slice(0, 2), features);
    return `Judged by its wording alone, ${opinions[failed.check]}${against && `: ${against}`}.`;
  }
  const moving = contributions.slice(0, 3);
  const raising = describe(
    moving.filter(({ amount }) => amount > 0),
    features,
  );
  const lowering = describe(
    moving.filter(({ amount }) => amount < 0),
    features,
  );
  const parts = [
    raising && `what raised the mark: ${raising}`,
    lowering && `what lowered it: ${lowering}`,
  ].filter(Boolean);
  return `Judged by its wording alone; ${parts.join('; ') || 'nothing stands out'}.`;
}

function describe(contributions: readonly Contribution[], features: Features): string {
  return contributions.map(({ name }) => phrases[name](features[name])).join(', ');
}
