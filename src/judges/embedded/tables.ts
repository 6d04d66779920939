import type { Sentence, Token } from './text.ts';
import { classOf, type WordClass, wordClasses } from './vocabulary.ts';

/** What follows what in good English, as natural logarithms. */
export interface Tables {
  /** How much more often one class follows another than by chance; rows and columns in the order of `wordClasses`. */
  readonly wordOrder: readonly (readonly number[])[];
  /** How often one letter follows another; rows and columns: the end of the word, then a to z. */
  readonly letterPairs: readonly (readonly number[])[];
}

const letters = 27;
// What steps of good English score on average.
const copiedStep = 0.5;
const edge = wordClasses.indexOf('edge');
const classIndexes = new Map<WordClass, number>(wordClasses.map((name, index) => [name, index]));

/** Counts what follows what in sentences of good English; every count starts at a half. */
export function countTables(sentences: readonly Sentence[]): Tables {
  const words = new Set(sentences.flatMap((sentence) => sentence.words));
  return {
    wordOrder: relateToChance(countSteps(wordClasses.length, sentences.map(readClasses))),
    letterPairs: toLogShares(countSteps(letters, [...words].filter(isSpelled).map(readLetters))),
  };
}

/** How usual each step from one word of a sentence to the next is; average for a step that the source takes too. */
export function rateOrder(sentence: Sentence, known: ReadonlySet<string>, tables: Tables): number[] {
  const read = readOrder(sentence);
  const forms = ['', ...read.map((token) => token.form)];
  const steps = rateSteps(readClasses(sentence), tables.wordOrder);
  return steps.map((step, index) => (known.has(`${forms[index]} ${forms[index + 1]}`) ? copiedStep : step));
}

/** The steps that sentences take from one word to the next. */
export function collectSteps(sentences: readonly Sentence[]): Set<string> {
  const steps = new Set<string>();
  for (const sentence of sentences) {
    const forms = readOrder(sentence).map((token) => token.form);
    for (const [index, form] of forms.slice(1).entries()) steps.add(`${forms[index]} ${form}`);
  }
  return steps;
}

/** How usual a word's spelling is: the mean logarithm over its letter pairs; null for other scripts. */
export function rateSpelling(word: string, tables: Tables): number | null {
  if (!isSpelled(word)) return null;
  const steps = rateSteps(readLetters(word), tables.letterPairs);
  return steps.reduce((sum, step) => sum + step, 0) / steps.length;
}

function countSteps(size: number, sequences: readonly (readonly number[])[]): number[][] {
  const counts = Array.from({ length: size }, () => new Array<number>(size).fill(0.5));
  for (const sequence of sequences) {
    for (const [index, item] of sequence.slice(1).entries()) {
      const row = counts[sequence[index] as number] as number[];
      row[item] = (row[item] as number) + 1;
    }
  }
  return counts;
}

function toLogShares(counts: readonly (readonly number[])[]): number[][] {
  return counts.map((row) => row.map((count) => Math.log(count / add(row))));
}

function relateToChance(counts: readonly (readonly number[])[]): number[][] {
  const total = add(counts.map(add));
  const usual = counts.map((_, column) => Math.log(add(counts.map((row) => row[column] ?? 0)) / total));
  return toLogShares(counts).map((row) => row.map((value, column) => value - (usual[column] ?? 0)));
}

function add(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function rateSteps(sequence: readonly number[], table: readonly (readonly number[])[]): number[] {
  return sequence.slice(1).map((item, index) => table[sequence[index] as number]?.[item] ?? 0);
}

// Quotation marks and hyphens stand anywhere; whether a sentence is closed is a feature of its own.
function readOrder({ tokens }: Sentence): Token[] {
  const read = tokens.filter((token) => !/^["'`“”‘’–—-]$/u.test(token.form));
  return read.slice(0, read.findLastIndex((token) => token.kind !== 'mark') + 1);
}

function readClasses(sentence: Sentence): number[] {
  return [edge, ...readOrder(sentence).map((token) => classIndexes.get(readClass(token)) ?? edge)];
}

// "May" within a sentence is a month, "Will" a name.
function readClass({ form, written, opensSentence }: Token): WordClass {
  const kind = classOf(form);
  return kind === 'modal' && !opensSentence && /^\p{Lu}/u.test(written) ? 'other' : kind;
}

function isSpelled(word: string): boolean {
  return /^[a-z]+$/u.test(word);
}

function readLetters(word: string): number[] {
  return [0, ...Array.from(word, (letter) => letter.charCodeAt(0) - 96), 0];
}
