import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groupPassages } from '../../../../../src/evaluators/rag/matrix/passages.ts';

const numbersOf = (texts: readonly string[]) =>
  groupPassages(texts).map((group) => group.map(({ chunk }) => chunk));

test('short passages form one group, long ones groups of 60,000 characters', () => {
  expect(numbersOf(['a', 'b', 'c'])).toEqual([[1, 2, 3]]);
  expect(numbersOf(Array.from({ length: 7 }, () => 'x'.repeat(20_000)))).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
});

test('every passage is in one group, in order, and no group of several is too long', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 70_000 }), { maxLength: 20 }), (lengths) => {
      const groups = groupPassages(lengths.map((length) => 'x'.repeat(length)));

      expect(groups.flat().map(({ chunk }) => chunk)).toEqual(lengths.map((_, index) => index + 1));
      for (const group of groups.filter(({ length }) => length > 1)) {
        expect(group.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(60_000);
      }
    }),
  );
});
