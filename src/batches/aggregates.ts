import type { Evaluation } from '../evaluation/evaluation.ts';
import { averageOf } from '../evaluation/run-evaluation.ts';
import type { EvaluationType } from '../evaluators/index.ts';
import { round4 } from '../evaluators/metric.ts';
import { addUsage, noUsage, type Usage } from '../judges/judge.ts';
import { bootstrapInterval } from '../statistics/bootstrap.ts';
import { mean, standardError } from '../statistics/means.ts';
import type { Aggregate } from './batch.ts';

// The interval is part of a stored result: the same scores give the same interval, whenever it is computed.
const bootstrapSeed = 20_260_101;

type Completed = Extract<Evaluation, { status: 'completed' }>;

/** What a batch's outcomes come to. A heuristic's marks never enter a mean beside a model's: where both occur, the model's count. */
export interface Aggregates {
  readonly aggregate_metrics: Readonly<Record<string, Aggregate>>;
  readonly average_score: number | null;
  readonly usage: Usage;
  readonly warnings: readonly string[];
}

/** The aggregates of a batch's outcomes. */
export function aggregate(type: EvaluationType, evaluations: readonly Evaluation[]): Aggregates {
  const completed = evaluations.filter((each) => each.status === 'completed');
  const modelled = completed.filter(({ metadata }) => metadata.judge.kind === 'model');
  const comparable = modelled.length > 0 ? modelled : completed;
  const left = completed.length - comparable.length;
  const average = mean(comparable.flatMap(({ results }) => averageOf(type, results) ?? []));
  return {
    aggregate_metrics: Object.fromEntries(
      namesOf(comparable).map((name) => [name, aggregateMetric(name, comparable)]),
    ),
    average_score: average === null ? null : round4(average),
    usage: evaluations.map(usageOf).reduce(addUsage, noUsage),
    warnings: left > 0 ? [`aggregates leave out ${left} items that the embedded judge marked`] : [],
  };
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

function namesOf(evaluations: readonly Completed[]): string[] {
  const names = evaluations.flatMap(({ results }) => [
    ...Object.keys(results.metrics),
    ...results.failed_metrics.map(({ name }) => name),
    ...results.skipped_metrics.map(({ name }) => name),
  ]);
  return [...new Set(names)];
}

function aggregateMetric(name: string, evaluations: readonly Completed[]): Aggregate {
  const scores = evaluations.flatMap(({ results }) => results.metrics[name]?.score ?? []);
  const interval = bootstrapInterval(scores, bootstrapSeed);
  const listed = (list: 'failed_metrics' | 'skipped_metrics') =>
    evaluations.filter(({ results }) => results[list].some((each) => each.name === name)).length;
  return {
    mean: rounded(mean(scores)),
    standard_error: rounded(standardError(scores)),
    ci_low: rounded(interval?.low ?? null),
    ci_high: rounded(interval?.high ?? null),
    count: scores.length,
    failed: listed('failed_metrics'),
    skipped: listed('skipped_metrics'),
  };
}

function rounded(value: number | null): number | null {
  return value === null ? null : round4(value);
}
