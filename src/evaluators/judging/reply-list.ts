import { answerIn, type JsonObject, lastObjectWith, parseObject } from './json-reply.ts';

/** A list in a judge's reply, and the object that holds it. */
export interface ReplyList {
  readonly list: readonly unknown[];
  readonly object: JsonObject;
}

/** The list under a key of a judge's reply, or null if there is none: the whole reply's, else its last object's with that key. */
export function listIn(reply: string, key: string): ReplyList | null {
  const answer = answerIn(reply);
  if (answer === null) return null;
  // Quotes of code can hold more braces than the search for an object looks at.
  return listUnder(key, parseWhole(answer)) ?? listUnder(key, lastObjectWith(key, answer));
}

function listUnder(key: string, object: JsonObject | null): ReplyList | null {
  if (object === null || !Object.hasOwn(object, key)) return null;
  const list = object[key];
  return Array.isArray(list) ? { list, object } : null;
}

function parseWhole(answer: string): JsonObject | null {
  return parseObject(answer.replace(/^```(?:json)?/i, '').replace(/```$/, ''));
}
