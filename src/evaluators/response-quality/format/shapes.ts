import { parseJson } from '../../../judges/parse-json.ts';
import type { FormatCheck, FormatIssue } from './format-issue.ts';

/** Which JSON is expected: any, or an object or array at its top. */
export type JsonKind = 'any' | 'object' | 'array';

const jsonAdvice = 'Answer with valid JSON of the expected kind and nothing around it.';

/** The check that the whole response is JSON; a code fence around it is an issue of its own. */
export function isJson(kind: JsonKind): FormatCheck {
  return (response) => {
    const fenced = /^```\w*\s([\s\S]*)```$/.exec(response.trim());
    const fault = jsonFault(fenced?.[1] ?? response, kind);
    return [...(fenced ? ['wrapped in a code fence'] : []), ...(fault ? [fault] : [])].map((issue) => ({
      issue,
      advice: jsonAdvice,
    }));
  };
}

function jsonFault(source: string, kind: JsonKind): string | null {
  const value = parseJson(source);
  if (value === undefined) return 'is not valid JSON';
  const isArray = Array.isArray(value);
  if (kind === 'array') return isArray ? null : 'is JSON, but no array';
  const isObject = typeof value === 'object' && value !== null && !isArray;
  return kind === 'object' && !isObject ? 'is JSON, but no object' : null;
}

/** The check that there is a list whose items begin with a bullet. */
export const hasBullets: FormatCheck = (response) =>
  unless(/^[ \t]*[-*+•◦‣–][ \t]+\S/m.test(response), {
    issue: 'has no bullet list',
    advice: 'Write the items as a bullet list, one to a line.',
  });

/** The check that there is a list whose items begin with a number. */
export const hasNumbers: FormatCheck = (response) =>
  unless(/^[ \t]*\d{1,4}[.)][ \t]+\S/m.test(response), {
    issue: 'has no numbered list',
    advice: 'Write the items as a numbered list, one to a line.',
  });

/** The check that there is a Markdown table: a row of names above a row of dashes with as many cells. */
export const hasTable: FormatCheck = (response) => {
  const rows = response.split('\n').map(cellsOf);
  const isRule = (cells: readonly string[]) => cells.every((cell) => /^:?-+:?$/.test(cell));
  const found = rows.some(
    (cells, index) =>
      index > 0 && cells.length > 0 && isRule(cells) && rows[index - 1]?.length === cells.length,
  );
  return unless(found, {
    issue: 'has no Markdown table',
    advice: 'Write the table in Markdown, with a row of dashes below its first row.',
  });
};

/** The cells of a line of a table; none if it has no bar. */
function cellsOf(line: string): readonly string[] {
  if (!line.includes('|')) return [];
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split('|').map((cell) => cell.trim());
}

/** The check that the response is yes or no and nothing else. */
export const isYesOrNo: FormatCheck = (response) =>
  unless(/^["'*_`]{0,4}(?:yes|no)["'*_`]{0,4}[.!]?["'*_`]{0,4}$/i.test(response.trim()), {
    issue: 'is neither yes nor no',
    advice: 'Answer with yes or no and nothing else.',
  });

function unless(holds: boolean, issue: FormatIssue): readonly FormatIssue[] {
  return holds ? [] : [issue];
}
