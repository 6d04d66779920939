import { expect, test } from '@jest/globals';
import { matchInOrder } from '../../../src/statistics/matching.ts';

const choice = (index: number, similarity: number) => ({ index, similarity });
const items = (pairs: readonly { readonly item: number }[]) => pairs.map(({ item }) => item);

test('the first to want a candidate gets it, and the next one gets no second choice', () => {
  const { matches, misses } = matchInOrder([choice(1, 0.8), choice(1, 0.9), choice(0, 0.8)], 0.7);

  expect(items(matches)).toEqual([0, 2]);
  expect(misses).toEqual([{ item: 1, nearest: choice(1, 0.9) }]);
});

test('a candidate that was below the threshold for one stays free for the next', () => {
  expect(items(matchInOrder([choice(0, 0.6), choice(0, 0.7)], 0.7).matches)).toEqual([1]);
});

test('a similarity of exactly the threshold is a match, down to 0', () => {
  expect(items(matchInOrder([choice(0, 0.7)], 0.7).matches)).toEqual([0]);
  expect(items(matchInOrder([choice(0, 0)], 0).matches)).toEqual([0]);
});
