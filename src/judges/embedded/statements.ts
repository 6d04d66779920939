import type { StatementSupport } from '../judge.ts';
import { share } from './pair.ts';
import { readText } from './text.ts';

interface Statement {
  readonly text: string;
  readonly stems: ReadonlySet<string>;
}

/** The share of a statement's content words from which a passage counts as holding it; chosen by `npm run bench:support`. */
export const supportedFrom = 0.55;

// A list is one statement per line, whether or not its lines end with a point.
const listMark = /^\s*(?:[-*•]|\d{1,3}[.)])\s/u;

/** The statements of a text, its lines and their sentences as far as they have content words, and what each passage holds of them. */
export function supportStatements(text: string, passages: readonly string[]): StatementSupport[] {
  const known = passages.map(readStems);
  return readStatements(text).map(({ text, stems }) => ({
    text,
    shares: known.map((passage) => measureShare(stems, passage)),
  }));
}

/** The share of a text's content words that each passage holds; null if it has none. */
export function coverWords(text: string, passages: readonly string[]): number[] | null {
  const stems = readStems(text);
  return stems.size === 0 ? null : passages.map((passage) => measureShare(stems, readStems(passage)));
}

function readStatements(text: string): Statement[] {
  const lines = text.split('\n').map((line) => line.replace(listMark, ''));
  const sentences = lines.flatMap((line) => readText(line).sentences);
  return sentences
    .map(({ written, stems }) => ({ text: written, stems: new Set(stems) }))
    .filter(({ stems }) => stems.size > 0);
}

function readStems(text: string): ReadonlySet<string> {
  return new Set(readText(text).sentences.flatMap(({ stems }) => stems));
}

function measureShare(stems: ReadonlySet<string>, known: ReadonlySet<string>): number {
  return share([...stems].filter((stem) => known.has(stem)).length, stems.size);
}
