import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nearestByTerms, nearestByWords } from '../../../src/statistics/nearest.ts';
import { termCosine, termVectors } from '../../../src/statistics/tf-idf.ts';

const words = fc.constantFrom('bridge', 'opened', 'Opened', 'lanes', 'a', 'of', '__proto__', 'Brücke');
const text = fc.array(words, { maxLength: 6 }).map((chosen) => chosen.join(' '));
const texts = fc.array(text, { maxLength: 6 });
const candidates = fc.array(text, { minLength: 1, maxLength: 6 });

function jaccard(left: string, right: string): number {
  const [one, other] = [left, right].map((each) => new Set(each.toLowerCase().split(' ').filter(Boolean)));
  const union = new Set([...(one ?? []), ...(other ?? [])]);
  const shared = [...union].filter((word) => one?.has(word) && other?.has(word));
  return union.size === 0 ? 0 : shared.length / union.size;
}

describe('the nearest candidate by terms', () => {
  test('has the cosine over the corpus of both lists', () => {
    const nearest = nearestByTerms(
      ['Mitochondria produce ATP', 'Cells contain nuclei'],
      ['Mitochondria produce energy', 'Cells contain nuclei'],
    );

    expect(nearest.map(({ index }) => index)).toEqual([0, 1]);
    expect(nearest[0]?.similarity).toBeCloseTo(0.5542, 4);
    expect(nearest[1]?.similarity).toBe(1);
  });

  test('counts repeats in the corpus', () => {
    const once = nearestByTerms(['red house'], ['red roof']);
    const thrice = nearestByTerms(['red house'], ['red roof', 'red roof', 'red roof']);

    expect(thrice[0]?.similarity).toBeLessThan(once[0]?.similarity ?? 0);
  });

  test('is the same as comparing every pair', () => {
    fc.assert(
      fc.property(texts, candidates, (left, right) => {
        const vectors = termVectors([...left, ...right]);
        const best = vectors
          .slice(0, left.length)
          .map((vector) => Math.max(...vectors.slice(left.length).map((other) => termCosine(vector, other))));

        const nearest = nearestByTerms(left, right);

        expect(nearest).toHaveLength(left.length);
        for (const [index, { similarity }] of nearest.entries()) {
          expect(similarity).toBeCloseTo(best[index] ?? Number.NaN, 9);
        }
      }),
    );
  });

  test('is the first of those with the same terms, in whatever order they stand', () => {
    const nearest = nearestByTerms(
      ['old stone bridge over the Wey'],
      ['something else', 'Wey the over bridge stone old', 'old stone bridge over the Wey'],
    );

    expect(nearest).toEqual([{ index: 1, similarity: 1 }]);
  });
});

describe('the nearest candidate by words', () => {
  test('has the share of common words in lower case, repeats counted once', () => {
    expect(nearestByWords(['The the bridge opened'], ['a BRIDGE', 'the bridge closed'])).toEqual([
      { index: 1, similarity: 0.5 },
    ]);
  });

  test('is the same as comparing every pair, the first one on a tie', () => {
    fc.assert(
      fc.property(texts, candidates, (left, right) => {
        const expected = left.map((own) => {
          const similarities = right.map((other) => jaccard(own, other));
          const similarity = Math.max(...similarities);
          return { index: similarities.indexOf(similarity), similarity };
        });

        expect(nearestByWords(left, right)).toEqual(expected);
      }),
    );
  });

  test('is alike in nothing where there is no word', () => {
    expect(nearestByWords([' '], ['\n', ' '])).toEqual([{ index: 0, similarity: 0 }]);
  });
});
