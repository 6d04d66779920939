import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cosine } from '../../../src/statistics/cosine.ts';

test('is 1 for the same direction, −1 for the opposite one, 0 for a right angle', () => {
  expect(cosine([1, 2], [2, 4])).toBeCloseTo(1, 12);
  expect(cosine([1, 2], [-1, -2])).toBeCloseTo(-1, 12);
  expect(cosine([1, 0], [0, 5])).toBe(0);
});

test.each([
  ['a zero vector', [0, 0], [1, 1]],
  ['vectors of two lengths', [1], [1, 1]],
  ['no numbers', [Number.NaN], [1]],
  ['an overflow', [1e300], [1e300]],
  ['nothing', [], []],
])('%s has no cosine', (_, left, right) => {
  expect(cosine(left, right)).toBeNull();
});

test('any vectors have a cosine within [−1, 1] or none', () => {
  const vector = fc.array(fc.double(), { maxLength: 5 });
  fc.assert(
    fc.property(vector, vector, (left, right) => {
      const value = cosine(left, right) ?? 0;
      expect(Math.abs(value)).toBeLessThanOrEqual(1);
    }),
  );
});
