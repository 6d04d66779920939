import { mean } from '../../../statistics/means.ts';
import { type Pair, share } from '../pair.ts';
import { collectSteps, rateOrder, rateSpelling, type Tables } from '../tables.ts';
import type { Text } from '../text.ts';

// Below these lie about one in fifty steps and words of good English.
const oddStep = -1.5;
// Fewer words have no order to speak of.
const fewestWords = 3;
// One strange step must not outweigh a short text.
const leastStep = -2;
const oddSpelling = -3.4;

/** Whether the summary's words look like words and follow each other as English words do. */
export function measureWording({ source, summary }: Pair, tables: Tables) {
  const known = new Set(source.words);
  const steps = rateSteps(summary, collectSteps(source.sentences), tables);
  const odd = summary.words.filter((word) => !known.has(word) && isOdd(word, tables));
  return {
    wordOrder: mean(steps.map((step) => Math.max(step, leastStep))) ?? leastStep,
    oddOrder: share(steps.filter((step) => step < oddStep).length, steps.length, 1),
    oddWords: share(odd.length, summary.words.length, 1),
    symbols: share(countSymbols(summary), summary.tokens.length, 1),
  };
}

function rateSteps({ words, sentences }: Text, taken: ReadonlySet<string>, tables: Tables): number[] {
  if (words.length < fewestWords) return [];
  return sentences.flatMap((sentence) => rateOrder(sentence, taken, tables));
}

function isOdd(word: string, tables: Tables): boolean {
  const spelling = rateSpelling(word, tables);
  return /^[b-hj-z]$/u.test(word) || (spelling !== null && spelling < oddSpelling);
}

function countSymbols({ tokens }: Text): number {
  return tokens.filter((token) => token.kind === 'mark' && /^[^\p{P}£$€¥%]$/u.test(token.written)).length;
}
