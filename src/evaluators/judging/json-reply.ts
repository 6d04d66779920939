import { parseJson } from '../../judges/parse-json.ts';

/** A JSON object of unknown content. */
export type JsonObject = Readonly<Record<string, unknown>>;

const longestReply = 100_000;
// Enough for any verdict, and few enough to keep the search short whatever the reply is.
const mostObjects = 200;
// Characters, repeats included: an object that does not end is looked for up to the end of the reply, and so is the next.
const mostLookedAt = 1_000_000;

/** What a judge answered, without the thoughts that some models write down first; null for a reply longer than any verdict, and for thoughts that break off. */
export function answerIn(reply: string): string | null {
  if (reply.length > longestReply) return null;
  const answer = reply.replace(/^\s*<think>[\s\S]*?<\/think>/, '').trim();
  return answer.startsWith('<think>') ? null : answer;
}

/**
 * The last complete JSON object in an answer that has a key, or null: a verdict comes last, whatever is quoted before
 * it, and an object inside its strings is part of it. An object that breaks off is never searched for another in it,
 * and a reply in which there is too much to look for holds none.
 */
export function lastObjectWith(key: string, answer: string): JsonObject | null {
  let found: JsonObject | null = null;
  let passed = -1;
  let lookedAt = 0;
  for (const { index } of [...answer.matchAll(/\{/g)].slice(-mostObjects)) {
    if (index < passed) continue;
    const end = endOfObject(answer, index);
    lookedAt += end - index;
    if (lookedAt > mostLookedAt) return null;
    const object = parseObject(answer.slice(index, end));
    if (!object || !Object.hasOwn(object, key)) continue;
    found = object;
    passed = end;
  }
  return found;
}

/** The index after the brace that closes the one at `start`, or the end of the text if none does; braces within JSON strings do not count. */
function endOfObject(text: string, start: number): number {
  const tokens = /"(?:[^"\\]|\\.)*(?:"|\\?$)|[{}]/gs;
  tokens.lastIndex = start;
  let depth = 0;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    if (match[0] === '{') depth += 1;
    if (match[0] === '}') depth -= 1;
    if (depth === 0) return tokens.lastIndex;
  }
  return text.length;
}

/** The object that a JSON text is; null for any other text. */
export function parseObject(text: string): JsonObject | null {
  const value = parseJson(text);
  return value !== null && typeof value === 'object' ? (value as JsonObject) : null;
}
