import type { Evaluation } from '../evaluation/evaluation.ts';
import { judgeKindOf } from '../evaluation/judge-kind.ts';
import { averageOf } from '../evaluation/run-evaluation.ts';
import { type EvaluationType, evaluatorOf } from '../evaluators/index.ts';
import { addUsage, noUsage, type Usage } from '../judges/usage.ts';
import { createSample, type Sample } from '../statistics/sample.ts';
import type { ChunkCounts } from '../store/chunk-record.ts';
import type { JudgeKind } from '../store/history.ts';

/** One metric over items. */
export interface MetricFold {
  readonly sample: Sample;
  failed: number;
  skipped: number;
}

/** The completed items of one kind of judge. */
export interface KindFold {
  readonly kind: JudgeKind;
  items: number;
  readonly average: Sample;
  readonly metrics: ReadonlyMap<string, MetricFold>;
}

/** Outcomes of items, folded one by one: it grows with the names of metrics, not with the items. */
export interface Fold {
  add(evaluation: Evaluation): void;
  /** What was added so far. */
  readonly folded: Folded;
}

/** See {@link Fold}. */
export interface Folded {
  readonly kinds: ReadonlyMap<JudgeKind, KindFold>;
  /** The failed metrics of items of which nothing was scored. */
  readonly unscored: ReadonlyMap<string, number>;
  /** Metrics of items that were left out because there are too many names. */
  unnamed: number;
  counts: ChunkCounts;
  usage: Usage;
}

type Completed = Extract<Evaluation, { status: 'completed' }>;

/** Names of metrics that aggregates hold: callers name them, up to twenty new ones in every item. */
export const mostNames = 2_000;

/** Begins to fold the outcomes of a batch. */
export function createFold(type: EvaluationType): Fold {
  const kinds = new Map<JudgeKind, KindFold & { readonly metrics: Map<string, MetricFold> }>();
  const unscored = new Map<string, number>();
  const names = new Set<string>();
  const folded: Folded = {
    kinds,
    unscored,
    unnamed: 0,
    counts: { completed: 0, failed: 0, cancelled: 0 },
    usage: noUsage,
  };

  const isKnown = (name: string): boolean => {
    if (names.size < mostNames) names.add(name);
    const known = names.has(name);
    if (!known) folded.unnamed += 1;
    return known;
  };
  const kindOf = (evaluation: Completed) => {
    const kind = judgeKindOf(evaluation);
    const own = kinds.get(kind) ?? { kind, items: 0, average: createSample(), metrics: new Map() };
    kinds.set(kind, own);
    return own;
  };
  const addCompleted = (evaluation: Completed): void => {
    const own = kindOf(evaluation);
    own.items += 1;
    const average = averageOf(type, evaluation.results);
    if (average !== null) own.average.add(average);
    for (const [name, change] of changesOf(type, evaluation)) {
      if (!isKnown(name)) continue;
      const metric = own.metrics.get(name) ?? { sample: createSample(), failed: 0, skipped: 0 };
      own.metrics.set(name, metric);
      change(metric);
    }
  };
  return {
    folded,
    add(evaluation) {
      const { status } = evaluation;
      folded.counts = { ...folded.counts, [status]: folded.counts[status] + 1 };
      folded.usage = addUsage(folded.usage, usageOf(evaluation));
      if (status === 'completed') addCompleted(evaluation);
      if (status !== 'failed') return;
      for (const name of new Set(evaluation.failed_metrics.map((metric) => metric.name))) {
        if (isKnown(name)) unscored.set(name, (unscored.get(name) ?? 0) + 1);
      }
    },
  };
}

/** What one item does to each metric that it names. */
function* changesOf(
  type: EvaluationType,
  { results }: Completed,
): Generator<readonly [name: string, change: (metric: MetricFold) => void]> {
  const scores = new Map(
    evaluatorOf(type)
      .scoresOf(results)
      .map(({ name, value }) => [name, value]),
  );
  for (const [name, value] of scores) yield [name, (metric) => metric.sample.add(value)];
  for (const name of namesIn(results.failed_metrics)) {
    yield [name, (metric) => count(metric, 'failed')];
  }
  for (const name of namesIn(results.skipped_metrics)) {
    yield [name, (metric) => count(metric, 'skipped')];
  }
}

function count(metric: MetricFold, what: 'failed' | 'skipped'): void {
  metric[what] += 1;
}

function namesIn(list: readonly { readonly name: string }[]): ReadonlySet<string> {
  return new Set(list.map(({ name }) => name));
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
