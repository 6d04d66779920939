import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRandom, pickIndex, shuffle } from '../../../src/statistics/random.ts';

test('a seed gives one sequence', () => {
  const first = createRandom(5);
  const second = createRandom(5);
  const other = createRandom(6);
  const numbers = Array.from({ length: 5 }, first);
  expect(Array.from({ length: 5 }, second)).toEqual(numbers);
  expect(Array.from({ length: 5 }, other)).not.toEqual(numbers);
});

test('every tenth of [0, 1) is hit about equally often', () => {
  const random = createRandom(1);
  const hits = new Array<number>(10).fill(0);
  for (let drawn = 0; drawn < 10_000; drawn += 1) {
    const index = pickIndex(10, random);
    hits[index] = (hits[index] ?? 0) + 1;
  }
  for (const count of hits) expect(Math.abs(count - 1000)).toBeLessThan(130);
});

test('shuffling keeps every value and leaves its argument alone', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (values, seed) => {
      const before = [...values];
      const shuffled = shuffle(values, createRandom(seed));
      const sort = (list: readonly number[]) => list.toSorted((one, other) => one - other);
      expect(values).toEqual(before);
      expect(sort(shuffled)).toEqual(sort(values));
    }),
  );
});
