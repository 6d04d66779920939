import { parseJson } from '../../judges/parse-json.ts';

/** A JSON object of unknown content. */
export type JsonObject = Readonly<Record<string, unknown>>;

const longestReply = 100_000;
// Enough for any verdict, and few enough to keep the search short whatever the reply is.
const mostObjects = 200;

/** What a judge answered, without the thoughts that some models write down first; null for a reply longer than any verdict. */
export function answerIn(reply: string): string | null {
  if (reply.length > longestReply) return null;
  return reply.replace(/^\s*<think>[\s\S]*?<\/think>/, '').trim();
}

/**
 * The last complete JSON object in an answer that has a key, or null: a verdict comes last, whatever is quoted before
 * it, and an object inside its strings is part of it. An object that breaks off is never searched for another in it.
 */
export function lastObjectWith(key: string, answer: string): JsonObject | null {
  let found: JsonObject | null = null;
  let passed = -1;
  for (const { index } of [...answer.matchAll(/\{/g)].slice(-mostObjects)) {
    if (index < passed) continue;
    const end = endOfObject(answer, index);
    const object = end === null ? null : parseObject(answer.slice(index, end));
    if (end === null || !object || !Object.hasOwn(object, key)) continue;
    found = object;
    passed = end;
  }
  return found;
}

/** The index after the brace that closes the one at `start`; braces within JSON strings do not count. */
function endOfObject(text: string, start: number): number | null {
  const tokens = /"(?:[^"\\]|\\.)*(?:"|\\?$)|[{}]/gs;
  tokens.lastIndex = start;
  let depth = 0;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    if (match[0] === '{') depth += 1;
    if (match[0] === '}') depth -= 1;
    if (depth === 0) return tokens.lastIndex;
  }
  return null;
}

/** The object that a JSON text is; null for any other text. */
export function parseObject(text: string): JsonObject | null {
  const value = parseJson(text);
  return value !== null && typeof value === 'object' ? (value as JsonObject) : null;
}
