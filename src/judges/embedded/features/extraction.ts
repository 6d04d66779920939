import { type Pair, share } from '../pair.ts';

/** How the summary was put together from runs of words of the source. */
export function measureExtraction({ source, summary, fragments }: Pair) {
  const words = summary.words.length;
  const longest = fragments.reduce((most, { length }) => Math.max(most, length), 0);
  const copied = fragments.reduce((sum, { length }) => sum + length, 0);
  return {
    coverage: share(copied, words),
    longestRun: Math.log1p(longest),
    longestRunShare: share(longest, words),
    compression: Math.log((source.words.length + 1) / (words + 1)),
    fragmentation: share(fragments.length, words, 1),
    novelPairs: measureNovelty(summary.words, source.words, 2),
    novelQuadruples: measureNovelty(summary.words, source.words, 4),
    splices: countSplices(fragments, words),
  };
}

/** Every run of so many words. */
export function collectRuns(words: readonly string[], size: number): string[] {
  const runs: string[] = [];
  for (let start = 0; start + size <= words.length; start += 1)
    runs.push(words.slice(start, start + size).join(' '));
  return runs;
}

function measureNovelty(summary: readonly string[], source: readonly string[], size: number): number {
  const known = new Set(collectRuns(source, size));
  const runs = collectRuns(summary, size);
  return share(runs.filter((run) => !known.has(run)).length, runs.length, 1);
}

// A long copied run followed by one from elsewhere: where generated summaries confuse who did what.
function countSplices(fragments: Pair['fragments'], words: number): number {
  const splices = fragments.slice(1).filter((fragment, index) => {
    const before = fragments[index];
    if (before === undefined || before.length < 3 || fragment.length < 3) return false;
    const gap = fragment.position - (before.position + before.length);
    return before.start + before.length === fragment.start && Math.abs(gap) > 12;
  });
  return share(splices.length * 10, words);
}
