import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { termCosine, termVectors } from '../../../src/statistics/tf-idf.ts';

test('one differing word of three, over the corpus of all four texts, leaves a cosine of .5542', () => {
  const [left, , right] = termVectors([
    'Mitochondria produce ATP',
    'Cells contain nuclei',
    'Mitochondria produce energy',
    'Cells contain nuclei',
  ]);

  expect(left && right && termCosine(left, right)).toBeCloseTo(0.5542, 4);
});

/** The cosine of two texts over the corpus of the two. */
function similarity(left: string, right: string): number {
  const [first = new Map(), second = new Map()] = termVectors([left, right]);
  return termCosine(first, second);
}

test('a text is wholly like itself, and one without a term of two characters is like nothing', () => {
  expect(similarity('The bridge opened.', 'the BRIDGE opened')).toBeCloseTo(1, 12);
  expect(similarity('', 'the bridge')).toBe(0);
  expect(similarity('a b c', 'a b c')).toBe(0);
});

test('any two texts have the same cosine both ways, within [0, 1]', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (left, right) => {
      const value = similarity(left, right);

      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
      expect(similarity(right, left)).toBeCloseTo(value, 12);
    }),
  );
});
