import { readText } from '../../../judges/embedded/text.ts';
import type { FormatCheck } from './format-issue.ts';

/** What a length is counted in. */
export type LengthUnit = 'word' | 'character' | 'sentence' | 'line' | 'paragraph';

/** How a length is bounded. */
export type LengthBound = 'at most' | 'at least' | 'exactly';

// Scripts written without spaces have words, but nothing that stands between them.
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const listMarks = /^[ \t]*(?:\d{1,4}[.)]|[-*+•◦‣–])[ \t]+/gm;
const wordy = /[\p{L}\p{N}]/u;

const counters: Readonly<Record<LengthUnit, (text: string) => number>> = {
  word: (text) => (spaceless.test(text) ? segmentedWords(text) : wordyParts(text, /\s+/)),
  character: (text) => [...text].length,
  sentence: (text) => readText(text.replace(listMarks, '')).sentences.length,
  line: (text) => text.split('\n').filter((line) => line.trim() !== '').length,
  paragraph: (text) => text.split(/\n[^\S\n]*\n/).filter((part) => part.trim() !== '').length,
};

const advice: Readonly<Record<LengthBound, string>> = {
  'at most': 'Shorten the response to the length that was asked for.',
  'at least': 'Extend the response to the length that was asked for.',
  exactly: 'Bring the response to the length that was asked for.',
};

/** The check that a response has a length. */
export function hasLength(bound: LengthBound, count: number, unit: LengthUnit): FormatCheck {
  return (response) => {
    const found = counters[unit](response.trim());
    const holds = { 'at most': found <= count, 'at least': found >= count, exactly: found === count }[bound];
    const plural = found === 1 ? unit : `${unit}s`;
    return holds ? [] : [{ issue: `has ${found} ${plural}; ${bound} ${count}`, advice: advice[bound] }];
  };
}

function wordyParts(text: string, separator: RegExp): number {
  return text.split(separator).filter((part) => wordy.test(part)).length;
}

function segmentedWords(text: string): number {
  const segments = new Intl.Segmenter('en', { granularity: 'word' }).segment(text);
  return [...segments].filter(({ isWordLike }) => isWordLike).length;
}
