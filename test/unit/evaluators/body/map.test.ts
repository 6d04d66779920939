import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { map } from '../../../../src/evaluators/body/map.ts';
import { faultOf } from '../../../support/evaluate-with.ts';

const schema = z.object({
  weights: map({ pattern: /^[a-z_]{1,20}$/, words: 'short and lower-case', most: 2 }, z.number()),
});

const faultIn = (weights: unknown) => faultOf(schema, { weights });

test('names of every object are names like any other', () => {
  const { weights } = schema.parse({ weights: { constructor: 1 } });

  expect(Object.entries(weights)).toEqual([['constructor', 1]]);
});

test('a prototype is neither set nor kept as an entry', () => {
  const { weights } = schema.parse({ weights: JSON.parse('{"__proto__":5,"a":1}') });

  expect(Object.entries(weights)).toEqual([['a', 1]]);
  expect(Object.getPrototypeOf(weights)).toBe(Object.prototype);
});

test.each([
  [{ a: 1, b: 1, c: 1 }, 'weights has 3 entries; at most 2'],
  [{ 'A b': 1 }, 'weights has the name "A b"; names are short and lower-case'],
  [{ a: 'x' }, 'weights.a must be a number'],
  [[], 'weights must be an object'],
])('%j is refused in one sentence', (weights, sentence) => {
  expect(faultIn(weights)).toBe(sentence);
});

test('a hostile object costs one issue, not one for each of its entries', () => {
  const hostile = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`bad ${index}`, 'x']));

  expect(schema.safeParse({ weights: hostile }).error?.issues).toHaveLength(1);
});

test('a long name is cut in the sentence', () => {
  expect(faultIn({ ['x'.repeat(1_000)]: 1 }).length).toBeLessThan(150);
});
