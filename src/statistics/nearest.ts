import { wordsOf } from './symbols.ts';
import { fillProducts, indexTerms } from './term-index.ts';
import { type TermVector, termVectors } from './tf-idf.ts';

/** The candidate that a text is most like, the first one on a tie, and how much, in [0, 1]. */
export interface Nearest {
  readonly index: number;
  readonly similarity: number;
}

/** For each text the nearest of at least one candidate, by the TF-IDF cosine over the corpus of all of them, repeats included. */
export function nearestByTerms(texts: readonly string[], candidates: readonly string[]): readonly Nearest[] {
  const vectors = termVectors([...texts, ...candidates]);
  const pair = { vectors: vectors.slice(0, texts.length), candidates: vectors.slice(texts.length) };
  // Sums in another order differ in their last digits: that must neither break a tie nor miss a threshold of 1.
  return nearestOf(pair, (product) => Math.min(1, Math.round(product * 1e10) / 1e10));
}

/** For each text the nearest of at least one candidate, by the Jaccard index of their words in lower case; 0 between texts without a word. */
export function nearestByWords(texts: readonly string[], candidates: readonly string[]): readonly Nearest[] {
  const numbers = new Map<string, number>();
  const own = texts.map((text) => wordVector(text, numbers));
  const others = candidates.map((text) => wordVector(text, numbers));
  return nearestOf({ vectors: own, candidates: others }, (shared, ownSize, otherSize) =>
    shared === 0 ? 0 : shared / (ownSize + otherSize - shared),
  );
}

function wordVector(text: string, numbers: Map<string, number>): TermVector {
  const vector = new Map<number, number>();
  for (const word of wordsOf(text.toLowerCase())) {
    const number = numbers.get(word) ?? numbers.size;
    numbers.set(word, number);
    vector.set(number, 1);
  }
  return vector;
}

interface VectorPair {
  readonly vectors: readonly TermVector[];
  readonly candidates: readonly TermVector[];
}

function nearestOf(
  { vectors, candidates }: VectorPair,
  similarityOf: (product: number, terms: number, candidateTerms: number) => number,
): readonly Nearest[] {
  const index = indexTerms(candidates);
  const sizes = Int32Array.from(candidates, ({ size }) => size);
  const products = new Float64Array(candidates.length);
  return vectors.map((vector) => {
    fillProducts(products, vector, index);
    let nearest: Nearest = { index: 0, similarity: 0 };
    for (const [candidate, product] of products.entries()) {
      const similarity = similarityOf(product, vector.size, sizes[candidate] as number);
      if (similarity > nearest.similarity) nearest = { index: candidate, similarity };
    }
    return nearest;
  });
}
