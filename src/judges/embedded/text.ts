import { isFunctionWord, isTitle } from './vocabulary.ts';

/** A word, number or mark of a text, as written and in the form in which it is compared. */
export interface Token {
  readonly written: string;
  /** Lower case, without a possessive ending. */
  readonly form: string;
  readonly kind: 'word' | 'number' | 'mark';
  /** Whether it opens its sentence: its capital then says nothing. */
  readonly opensSentence: boolean;
}

/** One sentence: as written, its words in lower case, and the stems of those that carry content. */
export interface Sentence {
  readonly written: string;
  readonly words: readonly string[];
  readonly stems: readonly string[];
  readonly tokens: readonly Token[];
}

/** A text as the features read it. */
export interface Text {
  readonly tokens: readonly Token[];
  readonly words: readonly string[];
  readonly sentences: readonly Sentence[];
}

// Scripts written without spaces are read one character at a time.
const spaceless = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}]';
const tokenPattern = new RegExp(
  `${spaceless}|(?:(?!${spaceless})\\p{L}\\p{M}*)+(?:['’](?:(?!${spaceless})\\p{L}\\p{M}*)+)*|\\p{N}+(?:[.,:]\\p{N}+)*|\\S`,
  'gu',
);
const longestForm = 40;

/** Splits a text into tokens and sentences; reads tokenised and lower-cased text ("did n't", "burnley .") alike. */
export function readText(text: string): Text {
  const tokens: Token[] = [];
  const sentences: Sentence[] = [];
  let start = 0;
  let from = 0;
  const joined = text
    .toWellFormed()
    // Normalising sorts a run of combining marks in quadratic time; no writing needs more than thirty.
    .replace(/(\p{M}{30})\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(/ (n['’]t|['’](?:s|re|ve|ll|d|m))(?![\p{L}\p{N}])/giu, '$1');
  const close = (end: number) => {
    const sentence = readSentence(tokens.slice(start), joined.slice(from, end).trim());
    if (sentence.words.length > 0) sentences.push(sentence);
    start = tokens.length;
    from = end;
  };
  for (const match of joined.matchAll(tokenPattern)) {
    tokens.push(readToken(match[0], tokens.length === start));
    const end = match.index + match[0].length;
    if (endsSentence(match[0], tokens.at(-2), joined[end])) close(end);
  }
  close(joined.length);
  return { tokens, sentences, words: sentences.flatMap((sentence) => sentence.words) };
}

/** A word without its common English inflection: compared instead of the word where only content counts. */
export function stem(word: string): string {
  if (word.length < 4) return word;
  const base = word.replace(/ie[sd]$/u, 'y').replace(/(?:ing|ed|es|ly|s)$/u, '');
  return (base.length < 3 ? word : base).replace(/e$/u, '').replace(/([^aeiouls])\1$/u, '$1');
}

function readToken(written: string, opensSentence: boolean): Token {
  const kind = /^\p{N}/u.test(written) ? 'number' : /^\p{L}/u.test(written) ? 'word' : 'mark';
  const form = written.slice(0, longestForm).toLowerCase().replaceAll('’', "'").replace(/'s$/u, '');
  return { written, form, kind, opensSentence };
}

function readSentence(tokens: readonly Token[], written: string): Sentence {
  const words = tokens.filter((token) => token.kind !== 'mark').map((token) => token.form);
  return { written, tokens, words, stems: words.filter((word) => !isFunctionWord(word)).map(stem) };
}

function endsSentence(mark: string, before: Token | undefined, next: string | undefined): boolean {
  if (/^[!?。！？]$/u.test(mark)) return true;
  if (mark !== '.' || (next !== undefined && !/[\s"'”’)\]]/u.test(next))) return false;
  const word = before?.form ?? '';
  return !isTitle(word) && !(before?.kind === 'word' && word.length === 1 && word !== 'i');
}
