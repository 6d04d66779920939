import type { FormatCheck, FormatIssue } from './format-issue.ts';
import { type FormatRule, formatRules } from './format-rules.ts';

/** What code found out about a response's format. */
export interface FormatReport {
  readonly issues: readonly FormatIssue[];
  /** Whether the expected format says something that code cannot check. */
  readonly open: boolean;
}

/** Checks a response against what code understands of the expected format; whatever it does not surely understand stays open. */
export function checkFormat(expected: string, response: string): FormatReport {
  const { checks, open } = planOf(expected);
  return { issues: checks.flatMap((check) => check(response)), open };
}

interface Phrase {
  readonly kind: FormatRule['kind'];
  readonly words: string;
  readonly check: FormatCheck;
}

interface Clause {
  readonly phrases: readonly Phrase[];
  /** What no rule took. */
  readonly left: string;
}

// Conditions, sequences and parts: with one of these a recognised phrase need not be about the whole response.
const unsure =
  /\b(?:or|either|unless|if|except|otherwise|alternatively|optional|optionally|may|can|could|when|where|depending|followed|then|after|afterwards|before|preceded|plus|fence|fences|fenced|blocks?|backticks?|lines?|per|each|every|both|between|more|fewer|less|than|over|under|above|below)\b|```/;
const negated =
  /\b(?:no|not|never|without|avoid|instead|rather|nothing|none|neither|nor|dont|omit|skip|exclude|excluding|free|forbidden|prohibited|banned|disallowed)\b|n['’]t\b/;
const parts =
  /\b(?:titles?|headings?|headlines?|subjects?|intro|introductions?|items?|bullets?|points?|rows?|columns?|cells?|keys?|fields?|values?|names?|labels?|sections?|steps?|questions?|options?|body|first|second|last)\b/;
const fillers = new Set(
  'a an the in as and of is be it must should shall will please respond reply response answer output return give provide write use using only just your format formatted form with text'.split(
    ' ',
  ),
);

function planOf(expected: string): { readonly checks: readonly FormatCheck[]; readonly open: boolean } {
  const clauses = expected
    .toLowerCase()
    .split(/[;()\n]|[.,:!](?!\d)/)
    .map((clause) => readClause(clause.replace(/\s+/g, ' ').trim()));
  const phrases = clauses.flatMap((clause) => clause.phrases);
  const left = clauses.map((clause) => clause.left).join('\n');
  if (phrases.length === 0 || unsure.test(left) || isMixed(phrases)) return { checks: [], open: true };
  const sure = clauses
    .filter((clause) => !negated.test(clause.left))
    .flatMap((clause) => clause.phrases)
    .filter(({ kind }) => isSure(kind, left));
  const open = sure.length < phrases.length || !isFiller(left);
  return { checks: sure.map(({ check }) => check), open };
}

/** Whether the phrases cannot all be about the same whole: JSON beside anything else, or the same thing twice. */
function isMixed(phrases: readonly Phrase[]): boolean {
  const isRepeated = new Set(phrases.map(({ words }) => words)).size < phrases.length;
  return isRepeated || (phrases.length > 1 && phrases.some(({ kind }) => kind === 'json'));
}

function isSure(kind: FormatRule['kind'], left: string): boolean {
  if (kind === 'answer') return isFiller(left);
  return kind !== 'length' || !parts.test(left);
}

function readClause(clause: string): Clause {
  const phrases: Phrase[] = [];
  let left = clause;
  for (const { kind, phrase, checkOf } of formatRules) {
    for (const match of [...left.matchAll(phrase)]) {
      // "A list of facts in JSON" is more than JSON; only what begins a clause is surely about the whole.
      if (kind === 'json' && !isFiller(left.slice(0, left.indexOf(match[0])))) continue;
      const groups = match.groups ?? {};
      phrases.push({ kind, words: match[0].replace(groups['count'] ?? '', ''), check: checkOf(groups) });
      left = left.replace(match[0], '|');
    }
  }
  return { phrases, left };
}

function isFiller(words: string): boolean {
  return (words.match(/[\p{L}\p{N}]+/gu) ?? []).every((word) => fillers.has(word));
}
