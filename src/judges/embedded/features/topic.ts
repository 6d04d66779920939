import { type Pair, share } from '../pair.ts';
import type { Sentence } from '../text.ts';

const leadSentences = 3;
const topicStems = 10;

/** How much of the source's topic the summary holds. */
export function measureTopic({ source, summary, counts, places }: Pair) {
  const rarity = (stem: string) =>
    Math.log((source.sentences.length + 1) / ((places.get(stem)?.size ?? 0) + 0.5));
  const weigh = (sentences: readonly Sentence[]) => weighStems(sentences, rarity);
  const weights = weigh(summary.sentences);
  const frequent = [...counts].sort(([, one], [, other]) => other - one).slice(0, topicStems);
  const lead = new Set(source.sentences.slice(0, leadSentences).flatMap((sentence) => sentence.stems));
  return {
    sourceSimilarity: measureCosine(weights, weigh(source.sentences)),
    leadSimilarity: measureCosine(weights, weigh(source.sentences.slice(0, leadSentences))),
    leadRecall: share([...lead].filter((stem) => weights.has(stem)).length, lead.size),
    topicCoverage: share(frequent.filter(([stem]) => weights.has(stem)).length, frequent.length),
  };
}

function weighStems(sentences: readonly Sentence[], rarity: (stem: string) => number): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { stems } of sentences) {
    for (const stem of stems) weights.set(stem, (weights.get(stem) ?? 0) + rarity(stem));
  }
  return weights;
}

function measureCosine(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number {
  let product = 0;
  for (const [stem, weight] of left) product += weight * (right.get(stem) ?? 0);
  return share(product, measureNorm(left) * measureNorm(right));
}

function measureNorm(weights: ReadonlyMap<string, number>): number {
  return Math.sqrt([...weights.values()].reduce((sum, weight) => sum + weight ** 2, 0));
}
