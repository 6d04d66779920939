import { type SummaryDimension, summaryDimensions } from '../judge.ts';
import type { FeatureName, Features } from './features.ts';
import type { Tables } from './tables.ts';

/** A linear model over standardised features; a feature without a weight does not count. */
export interface Line {
  readonly intercept: number;
  readonly weights: Readonly<Partial<Record<FeatureName, number>>>;
}

/** A line whose value says whether something holds: not at all up to `low`, fully from `high`. */
export interface Check extends Line {
  readonly low: number;
  readonly high: number;
}

/** What is checked before a rating counts: is this English in order, and is it about the source? */
export type CheckName = 'language' | 'support';

/** Everything that is fitted. */
export interface Weights {
  /** Mean and standard deviation of every feature in the texts fitted on. */
  readonly scales: Readonly<Record<FeatureName, readonly [mean: number, deviation: number]>>;
  readonly dimensions: Readonly<Record<SummaryDimension, Line>>;
  readonly checks: Readonly<Record<CheckName, Check>>;
  readonly tables: Tables;
  /** Held-out summary-level Spearman correlation with people. */
  readonly agreement: Readonly<Record<SummaryDimension, number>>;
}

/** How far a feature moved a line's value from that of an average text. */
export interface Contribution {
  readonly name: FeatureName;
  readonly amount: number;
}

/** A rating on 1..5 with what it came from. */
export interface Assessment {
  readonly rating: number;
  /** Of the dimension's line, largest first. */
  readonly contributions: readonly Contribution[];
  /** The check that lowered the rating most, if one did, with its contributions, largest first. */
  readonly failed: { readonly check: CheckName; readonly contributions: readonly Contribution[] } | null;
}

/** Features in standard deviations from their means. */
export type Standardised = Readonly<Record<FeatureName, number>>;

const mostDeviations = 4;

// A text about something else can still be fluent; half of what it earns there stays.
const supportMatters: Readonly<Record<SummaryDimension, number>> = {
  consistency: 1,
  relevance: 1,
  coherence: 0.5,
  fluency: 0.5,
};

/** Rates the four dimensions. */
export function assess(features: Features, weights: Weights): Record<SummaryDimension, Assessment> {
  const standardised = standardise(features, weights.scales);
  const rate = (dimension: SummaryDimension) => assessDimension(dimension, standardised, weights);
  return Object.fromEntries(summaryDimensions.map((name) => [name, rate(name)])) as Record<
    SummaryDimension,
    Assessment
  >;
}

/** Brings features to one scale; what lies beyond four standard deviations counts as four. */
export function standardise(features: Features, scales: Weights['scales']): Standardised {
  const entries = (Object.keys(scales) as FeatureName[]).map((name) => {
    const [mean, deviation] = scales[name];
    return [name, bound((features[name] - mean) / deviation, -mostDeviations, mostDeviations)];
  });
  return Object.fromEntries(entries) as Standardised;
}

/** The value of a line. */
export function evaluate({ intercept, weights }: Line, features: Standardised): number {
  return contribute(weights, features).reduce((sum, { amount }) => sum + amount, intercept);
}

function assessDimension(dimension: SummaryDimension, features: Standardised, weights: Weights): Assessment {
  const line = weights.dimensions[dimension];
  const language = pass(weights.checks.language, features);
  const support = 1 - supportMatters[dimension] * (1 - pass(weights.checks.support, features));
  const rating = 1 + (bound(evaluate(line, features), 1, 5) - 1) * language * support;
  const check: CheckName = language <= support ? 'language' : 'support';
  const contributions = contributionsTo(weights.checks[check], features);
  const failed = Math.min(language, support) < 1 ? { check, contributions } : null;
  return { rating, contributions: contributionsTo(line, features), failed };
}

/** Whether what a check asks holds, 0..1. */
export function pass(check: Check, features: Standardised): number {
  return bound((evaluate(check, features) - check.low) / (check.high - check.low), 0, 1);
}

/** How far each feature moves the value of a line, largest first. */
export function contributionsTo({ weights }: Line, features: Standardised): Contribution[] {
  return rank(contribute(weights, features));
}

function contribute(weights: Line['weights'], features: Standardised): Contribution[] {
  return (Object.keys(weights) as FeatureName[]).map((name) => ({
    name,
    amount: (weights[name] ?? 0) * features[name],
  }));
}

function rank(contributions: readonly Contribution[]): Contribution[] {
  return contributions.toSorted((one, other) => Math.abs(other.amount) - Math.abs(one.amount));
}

function bound(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
