import { hasWords } from '../body/text.ts';
import { answerIn, type JsonObject, lastObjectWith } from './json-reply.ts';

/** The whole numbers a mark may be. */
export interface MarkRange {
  readonly min: number;
  readonly max: number;
}

/** A mark in a judge's reply and the reasoning that came with it, '' if none did. */
export interface ParsedMark {
  readonly score: number;
  readonly analysis: string;
}

/**
 * The mark in a judge's reply, or null: never a 0 for what cannot be read, never a number outside the range or between marks.
 *
 * Where the reply has a brace, the last complete JSON object with a `score` decides, and nothing else does: a verdict
 * comes last, whatever is quoted before it, and an object inside its strings is part of it. An object that breaks off
 * is unreadable rather than searched for digits, because they may be quoted. Without a brace: the last labelled mark
 * ("Score: 4"), else the last "4 out of 5", else a line that is a mark ("4", "**4**", "Coherence:4"); what is quoted
 * is passed over.
 */
export function parseMark(text: string, range: MarkRange): ParsedMark | null {
  const answer = answerIn(text);
  if (answer === null) return null;
  return answer.includes('{') ? parseJsonMark(answer, range) : parseProseMark(answer, range);
}

function parseJsonMark(text: string, range: MarkRange): ParsedMark | null {
  const object = lastObjectWith('score', text);
  if (!object) return null;
  const score = markOf(object['score'], range);
  return score === null ? null : { score, analysis: analysisOf(object) };
}

function analysisOf(object: JsonObject): string {
  const analysis = object['analysis'] ?? object['reasoning'] ?? object['explanation'];
  return typeof analysis === 'string' ? analysis : '';
}

function markOf(value: unknown, range: MarkRange): number | null {
  if (typeof value === 'number') return inRange(value, range);
  const match = typeof value === 'string' ? wholeMark.exec(value.trim()) : null;
  return match ? readMark(match, range) : null;
}

function inRange(value: number, { min, max }: MarkRange): number | null {
  return Number.isInteger(value) && value >= min && value <= max ? value : null;
}

// A number that is no part of another ("4.5", "4,5", "4-5", "4th", "4 %"), and the top of its scale if that is named.
const number = String.raw`(?<![\w.,])(?<mark>[-−+]?\d{1,4}(?:\.\d{1,4})?)(?![\w%]|[.,]\d|\s?%|\s?[-–—]\s?\d)(?:\s?(?:/|out of)\s?(?<top>\d{1,4})(?![\w%]|[.,]\d))?`;
const label = String.raw`[^\d:=\n]{1,60}(?:\([^)\n]{1,30}\)\s?)?[:=]\s?`;
const wholeMark = new RegExp(`^\\s?${number}\\s?[.!]?\\s?$`, 'i');
const lineMark = new RegExp(`^\\s?(?:${label})?${number}\\s?[.!]?\\s?$`, 'i');
const labelledMark = new RegExp(
  String.raw`\b(?:score|rating|mark|grade)\s?(?:\([^)\n]{1,30}\)\s?)?(?:[:=]|\bis\b)\s?${number}`,
  'gi',
);
const scaledMark = new RegExp(number.replace(/\)\?$/, ')'), 'gi');

function parseProseMark(text: string, range: MarkRange): ParsedMark | null {
  const spoken = unquoted(text);
  // One space or line break for any run of them keeps the patterns short and their search linear.
  const plain = spoken
    .replace(/[*_`"']/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n');
  const lines = plain.split('\n');
  const match =
    [...plain.matchAll(labelledMark)].at(-1) ??
    [...plain.matchAll(scaledMark)].at(-1) ??
    lineMark.exec(lines.at(-1) ?? '') ??
    lineMark.exec(lines[0] ?? '');
  const score = match ? readMark(match, range) : null;
  return score === null ? null : { score, analysis: lines.length > 1 ? text : '' };
}

// What is quoted is someone else's: the text under test may ask for a mark. A lone mark in quotes is the judge's own.
const quotes = /"[^"\n]{3,300}"|“[^”\n]{3,300}”|«[^»\n]{3,300}»|^[^\S\n]*>.*$/gm;

/** A text without its quotations, or as it is if it holds nothing else. */
function unquoted(text: string): string {
  const spoken = text.replace(quotes, '…');
  return hasWords(spoken) ? spoken : text;
}

function readMark({ groups }: RegExpExecArray, range: MarkRange): number | null {
  const top = groups?.['top'];
  if (top !== undefined && Number(top) !== range.max) return null;
  return inRange(Number((groups?.['mark'] ?? '').replace('−', '-') || Number.NaN), range);
}
