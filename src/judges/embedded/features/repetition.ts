import { type Pair, share } from '../pair.ts';
import type { Sentence } from '../text.ts';
import { collectRuns } from './extraction.ts';

const comparedSentences = 12;

/** How much the summary says twice. */
export function measureRepetition({ summary }: Pair) {
  const { words, sentences } = summary;
  const stems = sentences.flatMap((sentence) => sentence.stems);
  return {
    repeatedPairs: measureRepeats(collectRuns(words, 2)),
    repeatedContent: measureRepeats(stems),
    stutter: share(
      words.filter((word, index) => index > 0 && word === words[index - 1]).length,
      words.length,
    ),
    sentenceOverlap: measureOverlap(sentences.slice(0, comparedSentences)),
  };
}

function measureRepeats(items: readonly string[]): number {
  return share(items.length - new Set(items).size, items.length);
}

// The largest share of a sentence's content that another sentence has already said.
function measureOverlap(sentences: readonly Sentence[]): number {
  let most = 0;
  const sets = sentences.map(({ stems }) => new Set(stems));
  for (const [later, stems] of sets.entries()) {
    for (const earlier of sets.slice(0, later)) {
      most = Math.max(most, share(stems.intersection(earlier).size, stems.size));
    }
  }
  return most;
}
