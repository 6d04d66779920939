import { type Fragment, findFragments } from './passages.ts';
import { readText, type Sentence, type Text } from './text.ts';

/** The source sentence that says most of what a summary sentence says. */
export interface Match {
  /** Which sentence of the source, or −1 if none shares content. */
  readonly index: number;
  /** The share of the summary sentence's content words that it holds. */
  readonly share: number;
}

/** A summary read against its source: what the features are computed from. */
export interface Pair {
  readonly source: Text;
  readonly summary: Text;
  readonly fragments: readonly Fragment[];
  /** How often each content stem stands in the source. */
  readonly counts: ReadonlyMap<string, number>;
  /** In which sentences of the source each content stem stands, the first 50 of them. */
  readonly places: ReadonlyMap<string, ReadonlySet<number>>;
  /** One per sentence of the summary. */
  readonly matches: readonly Match[];
}

// Words that stand nearly everywhere tell sentences apart badly and would make the search quadratic.
const mostPlaces = 50;

/** Reads a summary against its source. */
export function readPair(source: string, summary: string): Pair {
  const texts = { source: readText(source), summary: readText(summary) };
  const { counts, places } = indexStems(texts.source.sentences);
  const fragments = findFragments(texts.summary.words, texts.source.words);
  const matches = texts.summary.sentences.map((sentence) => matchSentence(sentence, places));
  return { ...texts, fragments, counts, places, matches };
}

/** A share that is `otherwise` where there is nothing to divide by. */
export function share(part: number, whole: number, otherwise = 0): number {
  return whole > 0 ? part / whole : otherwise;
}

function indexStems(sentences: readonly Sentence[]) {
  const counts = new Map<string, number>();
  const places = new Map<string, Set<number>>();
  for (const [index, { stems }] of sentences.entries()) {
    for (const stem of stems) {
      counts.set(stem, (counts.get(stem) ?? 0) + 1);
      const found = places.get(stem) ?? new Set<number>();
      if (found.size < mostPlaces) places.set(stem, found.add(index));
    }
  }
  return { counts, places };
}

function matchSentence(sentence: Sentence, places: Pair['places']): Match {
  const shared = new Map<number, number>();
  let best: Match = { index: -1, share: 0 };
  const stems = new Set(sentence.stems);
  for (const stem of stems) {
    for (const index of places.get(stem) ?? []) {
      const count = (shared.get(index) ?? 0) + 1;
      shared.set(index, count);
      if (count > best.share) best = { index, share: count };
    }
  }
  return { index: best.index, share: share(best.share, stems.size) };
}
