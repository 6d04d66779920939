import { countValues, maxJsonValues } from './json-limits.ts';

/** A line as a value, or what is wrong with it: never a word of its content. */
export type ParsedLine = { readonly value: unknown } | { readonly fault: string };

/** Parses one line of an upload with the checks that the body of a request gets. */
export function parseLine(bytes: Uint8Array): ParsedLine {
  const text = decode(bytes);
  if (text === null) return { fault: 'is not UTF-8' };
  const values = countValues(text);
  if (values > maxJsonValues) return { fault: `has some ${values} values; at most ${maxJsonValues}` };
  try {
    return { value: JSON.parse(text, refusePrototypes) };
  } catch {
    return { fault: 'is no JSON, or names a prototype (`__proto__`, `constructor.prototype`)' };
  }
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function refusePrototypes(key: string, value: unknown): unknown {
  const isPrototype =
    key === 'constructor' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
  if (key === '__proto__' || isPrototype) throw new SyntaxError('names a prototype');
  return value;
}
