import { ofOneKind } from '../evaluation/judge-kind.ts';
import { round4, round4OrNull } from '../evaluators/metric.ts';
import { mean } from '../statistics/means.ts';
import { trendOf } from '../statistics/trend.ts';
import type { HistoryRow } from '../store/history.ts';
import type { HistorySummary, TypeSummary } from './history.ts';

// Callers name metrics of their own: the answer shows those that most results have.
const mostMetrics = 100;

interface Summed {
  readonly summary: TypeSummary;
  readonly trends: HistorySummary['trends'];
  readonly warnings: readonly string[];
}

/** What rows, newest first, come to; means are per type and never mix kinds of judges. */
export function summarise(rows: readonly HistoryRow[]): HistorySummary {
  const byType = [...Map.groupBy(rows, ({ evaluationType }) => evaluationType)].map(
    ([type, own]) => [type, summariseType(type, own)] as const,
  );
  const [first] = byType;
  const only = byType.length === 1 && first ? first[1] : null;
  return {
    total_count: rows.length,
    average_scores: only?.summary.average_scores ?? null,
    trends: only?.trends ?? null,
    aggregations: { by_type: Object.fromEntries(byType.map(([type, { summary }]) => [type, summary])) },
    warnings: byType.flatMap(([, { warnings }]) => warnings),
  };
}

function summariseType(type: string, rows: readonly HistoryRow[]): Summed {
  const measured = rows.filter(({ score, scores }) => score !== null || Object.keys(scores).length > 0);
  const { kind, kept, left } = ofOneKind(measured, ({ judgeKind }) => judgeKind);
  const scores = kept.flatMap(({ score }) => score ?? []);
  const means = meansOf(kept);
  return {
    summary: {
      count: rows.length,
      scored: scores.length,
      average_score: round4OrNull(mean(scores)),
      average_scores: Object.fromEntries(means.slice(0, mostMetrics)),
      judge_kind: kind,
    },
    trends: roundedTrend(scores),
    warnings: [
      ...(left > 0 ? [`averages of ${type} leave out results of another kind of judge: ${left}`] : []),
      ...(means.length > mostMetrics
        ? [`average_scores of ${type} are those of the ${mostMetrics} commonest of ${means.length} metrics`]
        : []),
    ],
  };
}

/** The mean of each metric, the commonest first. */
function meansOf(rows: readonly HistoryRow[]): (readonly [name: string, mean: number])[] {
  const sums = new Map<string, { total: number; count: number }>();
  for (const [name, value] of rows.flatMap(({ scores }) => Object.entries(scores))) {
    const sum = sums.get(name) ?? { total: 0, count: 0 };
    sums.set(name, { total: sum.total + value, count: sum.count + 1 });
  }
  return [...sums]
    .sort(([, one], [, other]) => other.count - one.count)
    .map(([name, { total, count }]) => [name, round4(total / count)]);
}

function roundedTrend(newestFirst: readonly number[]): HistorySummary['trends'] {
  const trend = trendOf(newestFirst.toReversed());
  return (
    trend && {
      direction: trend.direction,
      // Small by nature: over 10,000 results a change of 0.5 is 0.00005 each.
      slope: Number(trend.slope.toPrecision(4)),
      recent_average: round4(trend.recent_average),
      overall_average: round4(trend.overall_average),
    }
  );
}
