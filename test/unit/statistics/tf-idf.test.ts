import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { termCosine, termVectors, textSimilarity } from '../../../src/statistics/tf-idf.ts';

test('one differing word of three, over the corpus of all four texts, leaves a cosine of .5542', () => {
  const [left, , right] = termVectors([
    'Mitochondria produce ATP',
    'Cells contain nuclei',
    'Mitochondria produce energy',
    'Cells contain nuclei',
  ]);

  expect(left && right && termCosine(left, right)).toBeCloseTo(0.5542, 4);
});

test('a text is wholly like itself, and a text without a term is like nothing', () => {
  expect(textSimilarity('The bridge opened.', 'the BRIDGE opened')).toBeCloseTo(1, 12);
  expect(textSimilarity('', 'the bridge')).toBe(0);
  expect(textSimilarity('a b c', 'a b c')).toBe(0);
});

test('any two texts have the same similarity both ways, within [0, 1]', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (left, right) => {
      const similarity = textSimilarity(left, right);

      expect(similarity).toBeGreaterThanOrEqual(0);
      expect(similarity).toBeLessThanOrEqual(1);
      expect(textSimilarity(right, left)).toBeCloseTo(similarity, 12);
    }),
  );
});
