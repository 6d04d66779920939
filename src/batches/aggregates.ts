import { ofOneKind } from '../evaluation/judge-kind.ts';
import { round4OrNull } from '../evaluators/metric.ts';
import type { Usage } from '../judges/usage.ts';
import type { JudgeKind } from '../store/history.ts';
import type { Aggregate } from './batch.ts';
import { type Folded, type KindFold, type MetricFold, mostNames } from './fold.ts';

// The interval is part of a stored result: the same scores give the same interval, whenever it is computed.
const bootstrapSeed = 20_260_101;

/** What a batch's outcomes come to. A heuristic's marks never enter a mean beside a model's: where both occur, the model's count. */
export interface Aggregates {
  readonly aggregate_metrics: Readonly<Record<string, Aggregate>>;
  readonly average: number | null;
  readonly usage: Usage;
  /** Whose scores they are over; null where nothing was scored. */
  readonly judge_kind: JudgeKind | null;
  readonly warnings: readonly string[];
}

/** The aggregates of the outcomes that were folded. */
export function aggregate({ kinds, unscored, unnamed, usage }: Folded): Aggregates {
  const { kind, kept } = ofOneKind([...kinds.values()], (each) => each.kind);
  const left = [...kinds.values()].reduce(
    (sum, { kind: other, items }) => sum + (other === kind ? 0 : items),
    0,
  );
  const [own] = kept;
  return {
    aggregate_metrics: aggregateMetrics(own, unscored),
    average: round4OrNull(own?.average.mean() ?? null),
    usage,
    judge_kind: kind,
    warnings: [
      ...(left > 0 ? [`aggregates leave out items that the embedded judge marked: ${left}`] : []),
      ...(unnamed > 0
        ? [
            `aggregates hold the first ${mostNames} names of metrics; what items have under others: ${unnamed}`,
          ]
        : []),
    ],
  };
}

// Callers name metrics of their own, new ones in every item; a row of the history stays small.
const mostMeans = 50;

/** The aggregates of the fifty metrics with a mean that most items have: what a batch's webhook holds. */
export function leadingAggregates(metrics: Readonly<Record<string, Aggregate>>): Record<string, Aggregate> {
  const scored = Object.entries(metrics).filter(([, { mean }]) => mean !== null);
  const counted = scored.sort(([, one], [, other]) => other.count - one.count);
  return Object.fromEntries(counted.slice(0, mostMeans));
}

/** The means of {@link leadingAggregates}: what a batch's row in the history holds. */
export function leadingMeans(metrics: Readonly<Record<string, Aggregate>>): Record<string, number> {
  const leading = Object.entries(leadingAggregates(metrics));
  return Object.fromEntries(leading.flatMap(([name, { mean }]) => (mean === null ? [] : [[name, mean]])));
}

function aggregateMetrics(
  own: KindFold | undefined,
  unscored: ReadonlyMap<string, number>,
): Record<string, Aggregate> {
  const metrics = own?.metrics ?? new Map<string, MetricFold>();
  // Callers name metrics: one of them may be "constructor", which every object has, but no map.
  const names = new Set([...metrics.keys(), ...unscored.keys()]);
  return Object.fromEntries(
    [...names].map((name) => [name, aggregateMetric(metrics.get(name), unscored.get(name) ?? 0)]),
  );
}

function aggregateMetric(metric: MetricFold | undefined, unscored: number): Aggregate {
  const summary = metric?.sample.summarise(bootstrapSeed);
  return {
    mean: round4OrNull(summary?.mean ?? null),
    standard_error: round4OrNull(summary?.standardError ?? null),
    ci_low: round4OrNull(summary?.interval?.low ?? null),
    ci_high: round4OrNull(summary?.interval?.high ?? null),
    count: summary?.count ?? 0,
    failed: (metric?.failed ?? 0) + unscored,
    skipped: metric?.skipped ?? 0,
  };
}
