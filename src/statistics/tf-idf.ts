/** A sparse vector of length 1 (or 0): weights by the number of a term. */
export type TermVector = ReadonlyMap<number, number>;

/**
 * TF-IDF vectors of texts over the corpus that they form, repeats included: lower case, terms of at least two word
 * characters, idf = ln((1 + N) / (1 + df)) + 1, length 1. A text without a term has the zero vector.
 */
export function termVectors(texts: readonly string[]): readonly TermVector[] {
  const numbers = new Map<string, number>();
  const counts = texts.map((text) => countTerms(text, numbers));
  const frequencies = new Float64Array(numbers.size);
  for (const terms of counts) {
    for (const term of terms.keys()) frequencies[term] = (frequencies[term] as number) + 1;
  }
  const rarity = frequencies.map((frequency) => Math.log((1 + texts.length) / (1 + frequency)) + 1);
  return counts.map((terms) => weigh(terms, rarity));
}

/** The cosine of two vectors of length 1, in [0, 1]. */
export function termCosine(left: TermVector, right: TermVector): number {
  const [fewer, more] = left.size <= right.size ? [left, right] : [right, left];
  let product = 0;
  for (const [term, weight] of fewer) product += weight * (more.get(term) ?? 0);
  return Math.min(1, product);
}

function countTerms(text: string, numbers: Map<string, number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [term] of text.toLowerCase().matchAll(/[\p{L}\p{M}\p{N}_]{2,}/gu)) {
    const number = numbers.get(term) ?? numbers.size;
    numbers.set(term, number);
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
}

function weigh(counts: ReadonlyMap<number, number>, rarity: Float64Array): TermVector {
  const weights = new Map<number, number>();
  let squares = 0;
  for (const [term, count] of counts) {
    const weight = count * (rarity[term] as number);
    squares += weight ** 2;
    weights.set(term, weight);
  }
  const length = Math.sqrt(squares);
  for (const [term, weight] of weights) weights.set(term, weight / length);
  return weights;
}
