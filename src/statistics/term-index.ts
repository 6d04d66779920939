import type { TermVector } from './tf-idf.ts';

/** The vectors that have a term, and its weight in them: those of term t stand at `starts[t]` up to `starts[t + 1]`. */
export interface TermIndex {
  readonly starts: Int32Array;
  readonly owners: Int32Array;
  readonly weights: Float64Array;
}

/** The inverted index of vectors, in typed arrays: millions of lookups in maps would take many times as long. */
export function indexTerms(vectors: readonly TermVector[]): TermIndex {
  const starts = startsOf(vectors);
  const free = starts.slice();
  const owners = new Int32Array(starts.at(-1) as number);
  const weights = new Float64Array(owners.length);
  for (const [owner, vector] of vectors.entries()) {
    for (const [term, weight] of vector) {
      const place = free[term] as number;
      free[term] = place + 1;
      owners[place] = owner;
      weights[place] = weight;
    }
  }
  return { starts, owners, weights };
}

function startsOf(vectors: readonly TermVector[]): Int32Array {
  let terms = 0;
  for (const vector of vectors) for (const term of vector.keys()) terms = Math.max(terms, term + 1);
  const starts = new Int32Array(terms + 1);
  for (const vector of vectors) {
    for (const term of vector.keys()) starts[term + 1] = (starts[term + 1] as number) + 1;
  }
  for (let term = 0; term < terms; term += 1) {
    starts[term + 1] = (starts[term + 1] as number) + (starts[term] as number);
  }
  return starts;
}

/** Fills in the product of a vector with each vector of the index. */
export function fillProducts(products: Float64Array, vector: TermVector, index: TermIndex): void {
  const { starts, owners, weights } = index;
  products.fill(0);
  for (const [term, weight] of vector) {
    // A term that no vector of the index has may lie beyond it.
    const end = starts[term + 1] ?? 0;
    for (let place = starts[term] ?? 0; place < end; place += 1) {
      const owner = owners[place] as number;
      products[owner] = (products[owner] as number) + weight * (weights[place] as number);
    }
  }
}
