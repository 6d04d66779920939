import type { CheckName } from '../../src/judges/embedded/model.ts';
import { readText } from '../../src/judges/embedded/text.ts';
import { pickIndex, type Random, shuffle } from '../../src/statistics/random.ts';

/** What a summary can be spoilt with. */
export interface Material {
  readonly summary: string;
  /** A summary of another document. */
  readonly foreign: string;
  /** Words of another document. */
  readonly words: readonly string[];
}

/** What each check should say, 0..1; null where a text is not shown to it. */
export type Soundness = Readonly<Record<CheckName, number | null>>;

/** A way of spoiling a summary, and what the checks should say of the result. */
export interface Corruption {
  readonly soundness: Soundness;
  /** The rating of consistency that the result is given where ratings are fitted, if it is used there. */
  readonly consistency?: number;
  readonly spoil: (material: Material, random: Random) => string;
}

const placeholders =
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex ea commodo consequat'.split(
    ' ',
  );

/** Every way of spoiling a summary; each takes its chances from the generator. */
export const corruptions: Readonly<Record<string, Corruption>> = {
  shuffledWords: {
    soundness: { language: 0, support: 1 },
    spoil: ({ summary }, random) => finish(shuffle(split(summary), random)),
  },
  foreignSummary: { soundness: { language: 1, support: 0 }, spoil: ({ foreign }) => foreign },
  wordSalad: {
    soundness: { language: 0, support: 0 },
    spoil: ({ summary, words }, random) => finish(split(summary).map(() => pick(words, random))),
  },
  gibberish: {
    soundness: { language: 0, support: 0 },
    spoil: ({ summary }, random) => finish(split(summary).map((word) => spell(word.length, random))),
  },
  placeholder: {
    soundness: { language: 0, support: 0 },
    spoil: ({ summary }, random) => finish(split(summary).map(() => pick(placeholders, random))),
  },
  oneWord: {
    soundness: { language: 0, support: null },
    spoil: ({ summary }, random) => {
      const word = pick(split(summary), random);
      return split(summary)
        .fill(word)
        .join(pick([' ', ' ', ' . '], random));
    },
  },
  repeatedSentence: {
    soundness: { language: 0.5, support: null },
    spoil: ({ summary }) => new Array<string>(4).fill(readFirst(summary)).join(' '),
  },
  swappedFacts: {
    soundness: { language: null, support: 0.5 },
    consistency: 2,
    spoil: ({ summary, words }, random) =>
      summary
        .split(' ')
        .map((word) => swapFact(word, words, random))
        .join(' '),
  },
  changedNumbers: {
    soundness: { language: null, support: null },
    consistency: 2,
    // Every base has a number to change: where it has none, a false one is added.
    spoil: ({ summary }, random) =>
      /\d/u.test(summary)
        ? summary.replaceAll(/\d+/gu, () => String(1 + pickIndex(2100, random)))
        : `${summary.replace(/\s*\.$/u, '')} in ${1800 + pickIndex(300, random)} .`,
  },
};

function split(text: string): string[] {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

function finish(words: readonly string[]): string {
  return `${words.join(' ')} .`;
}

function pick(values: readonly string[], random: Random): string {
  return values[pickIndex(values.length, random)] ?? '';
}

function spell(length: number, random: Random): string {
  return Array.from({ length }, () => String.fromCharCode(97 + pickIndex(26, random))).join('');
}

function readFirst(summary: string): string {
  const first = readText(summary).sentences[0];
  return first === undefined ? summary : first.tokens.map((token) => token.written).join(' ');
}

// Every number and every third longer word gives way to one from elsewhere.
function swapFact(word: string, words: readonly string[], random: Random): string {
  if (/^\d/u.test(word)) return String(1 + pickIndex(999, random));
  const longer = words.filter((other) => other.length >= 5);
  return /^\p{L}{5,}$/u.test(word) && random() < 1 / 3 ? pick(longer, random) : word;
}
