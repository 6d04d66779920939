import { mean } from '../../../statistics/means.ts';
import { type Pair, share } from '../pair.ts';
import { isDangling, isFunctionWord, isPronoun } from '../vocabulary.ts';

/** Length, sentence shape and punctuation of the summary. */
export function measureForm({ summary }: Pair) {
  const { words, sentences, tokens } = summary;
  const lengths = sentences.map((sentence) => sentence.words.length);
  const dangling = sentences.filter((sentence) => isDangling(sentence.words.at(-1) ?? ''));
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  const marks = tokens.filter((token) => token.kind === 'mark' && !/^[.,]$/u.test(token.written));
  return {
    length: Math.log1p(words.length),
    sentences: Math.log1p(sentences.length),
    sentenceLength: Math.log1p(mean(lengths) ?? 0),
    shortestSentence: Math.log1p(lengths.reduce((least, value) => Math.min(least, value), lengths[0] ?? 0)),
    endsSentence: /^[.!?。！？…"'”’)]$/u.test(tokens.at(-1)?.written ?? '') ? 1 : 0,
    danglingEnds: share(dangling.length, sentences.length),
    functionWords: share(words.filter(isFunctionWord).length, words.length),
    wordLength: share(letters, words.length),
    pronounStart: isPronoun(words[0] ?? '') ? 1 : 0,
    marks: share(marks.length, tokens.length),
  };
}
