import type { Evaluation } from '../evaluation/evaluation.ts';
import { judgeKindOf, ofOneKind } from '../evaluation/judge-kind.ts';
import { averageOf } from '../evaluation/run-evaluation.ts';
import { type EvaluationType, evaluatorOf } from '../evaluators/index.ts';
import { round4OrNull } from '../evaluators/metric.ts';
import { addUsage, noUsage, type Usage } from '../judges/usage.ts';
import { bootstrapInterval } from '../statistics/bootstrap.ts';
import { mean, standardError } from '../statistics/means.ts';
import type { JudgeKind } from '../store/history.ts';
import type { Aggregate } from './batch.ts';

// The interval is part of a stored result: the same scores give the same interval, whenever it is computed.
const bootstrapSeed = 20_260_101;

type Completed = Extract<Evaluation, { status: 'completed' }>;
type Failed = Extract<Evaluation, { status: 'failed' }>;

/** What a batch's outcomes come to. A heuristic's marks never enter a mean beside a model's: where both occur, the model's count. */
export interface Aggregates {
  readonly aggregate_metrics: Readonly<Record<string, Aggregate>>;
  readonly average: number | null;
  readonly usage: Usage;
  /** Whose scores they are over; null where nothing was scored. */
  readonly judge_kind: JudgeKind | null;
  readonly warnings: readonly string[];
}

/** The aggregates of a batch's outcomes. */
export function aggregate(type: EvaluationType, evaluations: readonly Evaluation[]): Aggregates {
  const completed = evaluations.filter((each) => each.status === 'completed');
  const failed = evaluations.filter((each) => each.status === 'failed');
  const { kind, kept, left } = ofOneKind(completed, judgeKindOf);
  return {
    aggregate_metrics: aggregateMetrics([...kept, ...failed].map((each) => measuredOf(type, each))),
    average: round4OrNull(mean(kept.flatMap(({ results }) => averageOf(type, results) ?? []))),
    usage: evaluations.map(usageOf).reduce(addUsage, noUsage),
    judge_kind: kind,
    warnings: left > 0 ? [`aggregates leave out items that the embedded judge marked: ${left}`] : [],
  };
}

// Callers name metrics of their own, new ones in every item; a row of the history stays small.
const mostMeans = 50;

/** The means of the fifty metrics that most items have: what a batch's row in the history holds. */
export function leadingMeans(metrics: Readonly<Record<string, Aggregate>>): Record<string, number> {
  const counted = Object.entries(metrics).sort(([, one], [, other]) => other.count - one.count);
  const means = counted.flatMap(([name, metric]) => (metric.mean === null ? [] : [[name, metric.mean]]));
  return Object.fromEntries(means.slice(0, mostMeans));
}

function usageOf(evaluation: Evaluation): Usage {
  switch (evaluation.status) {
    case 'completed':
      return evaluation.metadata.usage;
    case 'failed':
      return evaluation.usage;
    case 'cancelled':
      return noUsage;
    default:
      return evaluation satisfies never;
  }
}

/** The metrics of one item: scored, failed or skipped. An item of which nothing was scored has failed ones only. */
interface Measured {
  readonly scores: Readonly<Record<string, number>>;
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
}

function measuredOf(type: EvaluationType, evaluation: Completed | Failed): Measured {
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
  if (evaluation.status === 'failed') {
    return { scores: {}, failed: names(evaluation.failed_metrics), skipped: [] };
  }
  const { failed_metrics, skipped_metrics } = evaluation.results;
  const scores = evaluatorOf(type).scoresOf(evaluation.results);
  return {
    scores: Object.fromEntries(scores.map(({ name, value }) => [name, value])),
    failed: names(failed_metrics),
    skipped: names(skipped_metrics),
  };
}

function aggregateMetrics(measured: readonly Measured[]): Record<string, Aggregate> {
  const names = measured.flatMap(({ scores, failed, skipped }) => [
    ...Object.keys(scores),
    ...failed,
    ...skipped,
  ]);
  return Object.fromEntries([...new Set(names)].map((name) => [name, aggregateMetric(name, measured)]));
}

function aggregateMetric(name: string, measured: readonly Measured[]): Aggregate {
  // Callers name metrics: one of them may be "constructor", which every object has.
  const scores = measured.flatMap((item) =>
    Object.hasOwn(item.scores, name) ? (item.scores[name] ?? []) : [],
  );
  const interval = bootstrapInterval(scores, bootstrapSeed);
  return {
    mean: round4OrNull(mean(scores)),
    standard_error: round4OrNull(standardError(scores)),
    ci_low: round4OrNull(interval?.low ?? null),
    ci_high: round4OrNull(interval?.high ?? null),
    count: scores.length,
    failed: measured.filter(({ failed }) => failed.includes(name)).length,
    skipped: measured.filter(({ skipped }) => skipped.includes(name)).length,
  };
}
