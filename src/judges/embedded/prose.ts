import type { SummaryMark } from '../judge.ts';
import { explain } from './explain.ts';
import { type FeatureName, type Features, measureFeatures } from './features.ts';
import { type Check, contributionsTo, pass, standardise } from './model.ts';
import { weights } from './weights.ts';

// Spelling was fitted where most words are known from a source, repetition where texts are short.
const leftOut: readonly FeatureName[] = ['oddWords', 'repeatedPairs', 'repeatedContent'];
const { language } = weights.checks;
const order: Check = {
  ...language,
  weights: Object.fromEntries(
    Object.entries(language.weights).filter(([name]) => !leftOut.includes(name as FeatureName)),
  ),
};

const fewestWords = 20;
const leastLatin = 0.8;
// English prose has two in five; its neighbours among the languages share a few forms ("in", "was", "had").
const leastFunctionWords = 0.2;

/** Rates whether a response's words follow each other as in English; null for what is not English prose of some length. */
export function markClarity(prompt: string, response: string): SummaryMark | null {
  const features = measureFeatures(prompt, response, weights.tables);
  if (!isProse(response, features)) return null;
  const standardised = standardise(features, weights.scales);
  const passed = pass(order, standardised);
  const contributions = contributionsTo(order, standardised);
  const failed = passed < 0.5 ? ({ check: 'language', contributions } as const) : null;
  const rating = 1 + 4 * passed;
  return { rating, explanation: explain({ rating, contributions, failed }, features) };
}

function isProse(response: string, { length, functionWords }: Features): boolean {
  const shown = response.match(/\S/gu)?.length ?? 0;
  const latin = response.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return (
    Math.expm1(length) >= fewestWords - 0.5 &&
    latin >= leastLatin * shown &&
    functionWords >= leastFunctionWords
  );
}
