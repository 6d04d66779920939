import { shown } from '../body/text.ts';
import type { Metric } from '../metric.ts';

const longestReason = 300;

/** One sentence made from the scores and the reasons: the best and the worst dimension, and why the worst is that. */
export function assess(metrics: readonly Metric[]): string | null {
  const ranked = [...metrics].sort((a, b) => b.score - a.score);
  const best = ranked[0];
  const worst = ranked.at(-1);
  if (!best || !worst) return null;
  const reason = worst.explanation ? `: ${shown(worst.explanation, longestReason)}` : '.';
  if (best === worst) return `${capitalise(inWords(best))}${reason}`;
  if (best.score === worst.score) return `The same score, ${best.score}, in all dimensions${reason}`;
  return `Strongest in ${inWords(best)}, weakest in ${inWords(worst)}${reason}`;
}

function inWords({ name, raw_score, metadata }: Metric): string {
  return `${name} (${Math.round(raw_score * 10) / 10} of ${metadata.scale[1]})`;
}

function capitalise(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
