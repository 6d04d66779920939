import { mean } from '../../../statistics/means.ts';
import { type Pair, share } from '../pair.ts';
import type { Sentence } from '../text.ts';
import { isNegation } from '../vocabulary.ts';

/** Whether the source holds what the summary names and states. */
export function measureSupport(pair: Pair) {
  const { summary, places, matches } = pair;
  const stems = summary.sentences.flatMap((sentence) => sentence.stems);
  const shares = matches.map((match) => match.share);
  return {
    contentSupport: share(stems.filter((stem) => places.has(stem)).length, stems.length),
    nameSupport: measureNames(pair),
    numberSupport: measureNumbers(pair),
    pairSupport: measurePairs(pair),
    sentenceSupport: mean(shares) ?? 0,
    weakestSentence: shares.length === 0 ? 0 : shares.reduce((least, value) => Math.min(least, value), 1),
    negationMismatch: measureNegation(pair),
  };
}

function measureNames({ source, summary }: Pair): number {
  const known = new Set(source.words);
  const names = summary.tokens.filter((token) => !token.opensSentence && /^\p{Lu}/u.test(token.written));
  return share(names.filter((token) => known.has(token.form)).length, names.length, 1);
}

function measureNumbers({ source, summary }: Pair): number {
  const known = new Set(source.words);
  const numbers = summary.tokens.filter((token) => token.kind === 'number');
  return share(numbers.filter((token) => known.has(token.form)).length, numbers.length, 1);
}

// Two content words that follow each other in the summary: does one sentence of the source hold both?
function measurePairs({ summary, places }: Pair): number {
  const pairs = summary.sentences.flatMap(({ stems }) =>
    stems.slice(1).map((stem, before) => [places.get(stems[before] as string), places.get(stem)] as const),
  );
  const supported = pairs.filter(([one, other]) => one && other && !one.isDisjointFrom(other));
  return share(supported.length, pairs.length);
}

function measureNegation({ source, summary, matches }: Pair): number {
  const differing = summary.sentences.filter((sentence, index) => {
    const match = source.sentences[matches[index]?.index ?? -1];
    return match !== undefined && negates(sentence) && !negates(match);
  });
  return share(differing.length, summary.sentences.length);
}

function negates(sentence: Sentence): boolean {
  return sentence.words.some(isNegation);
}
