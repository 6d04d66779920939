import { type FieldIssue, ServiceError } from '../errors.ts';
import { round4, round4OrNull, type Score } from '../evaluators/metric.ts';
import { mean, standardDeviation } from '../statistics/means.ts';
import type { JudgeKind } from '../store/history.ts';
import type { Spread } from './comparison.ts';

/** One side of a comparison: a result with its scores, or a batch with its means. */
export interface Side {
  readonly id: string;
  /** Who judged it; null where nobody did. */
  readonly kind: JudgeKind | null;
  readonly scores: readonly Score[];
}

/** Sides beside each other, metric by metric. */
export interface SideBySide<Cell> {
  readonly comparison_summary: string;
  readonly metric_comparisons: Record<string, Cell[]>;
  readonly best_performing: Record<string, string>;
  readonly statistical_analysis: Record<string, Spread>;
}

interface Row {
  readonly name: string;
  /** The score of each side, in their order. */
  readonly scores: readonly (Score | null)[];
}

/** Compares sides over the metrics that were asked for, or over all they have; a cell shows a side's score, null where it has none. */
export function compareScores<Cell>(
  sides: readonly Side[],
  asked: readonly string[] | null,
  cellOf: (id: string, score: number | null) => Cell,
): SideBySide<Cell> {
  const rows = rowsOf(sides, asked);
  const ids = sides.map(({ id }) => id);
  const best = rows.flatMap((row) => {
    const winner = bestOf(row, ids);
    return winner === null ? [] : [[row.name, winner] as const];
  });
  return {
    comparison_summary: sentence(best.map(([, winner]) => winner)),
    metric_comparisons: Object.fromEntries(
      rows.map(({ name, scores }) => [
        name,
        ids.map((id, index) => cellOf(id, scores[index]?.value ?? null)),
      ]),
    ),
    best_performing: Object.fromEntries(best),
    statistical_analysis: Object.fromEntries(
      rows.filter((row) => isOfOneKind(row, sides)).map((row) => [row.name, spreadOf(row)]),
    ),
  };
}

function rowsOf(sides: readonly Side[], asked: readonly string[] | null): Row[] {
  const columns = sides.map(({ scores }) => new Map(scores.map((score) => [score.name, score])));
  const known = new Set(columns.flatMap((column) => [...column.keys()]));
  if (asked) refuseUnknown(asked, known);
  return [...new Set(asked ?? known)].map((name) => ({
    name,
    scores: columns.map((column) => column.get(name) ?? null),
  }));
}

function refuseUnknown(asked: readonly string[], known: ReadonlySet<string>): void {
  const errors = asked.flatMap((name, index): FieldIssue[] =>
    known.has(name)
      ? []
      : [{ loc: ['body', 'metrics_to_compare', index], msg: 'no side has it', type: 'invalid_value' }],
  );
  const [first] = errors;
  if (!first) return;
  const name = asked[Number(first.loc[2])];
  throw new ServiceError('invalid_request', `metrics_to_compare names ${name}, which no side has`, {
    errors,
  });
}

/** The side with the best score, or `tie`; null below two scores, and where sides disagree which way is better. */
function bestOf({ scores }: Row, ids: readonly string[]): string | null {
  const present = scores.filter((score) => score !== null);
  const [{ direction } = { direction: null }] = present;
  if (present.length < 2 || present.some((score) => score.direction !== direction)) return null;
  const values = present.map(({ value }) => value);
  const best = direction === 'lower' ? Math.min(...values) : Math.max(...values);
  const winners = ids.filter((_id, index) => scores[index]?.value === best);
  return winners.length === 1 ? (winners[0] ?? null) : 'tie';
}

/** A mean never holds a model's mark beside a heuristic's. */
function isOfOneKind({ scores }: Row, sides: readonly Side[]): boolean {
  return new Set(sides.filter((_side, index) => scores[index]).map(({ kind }) => kind)).size === 1;
}

function spreadOf({ scores }: Row): Spread {
  const values = scores.flatMap((score) => score?.value ?? []);
  const centre = mean(values);
  if (centre === null) throw new Error('a row has at least one score');
  const std = standardDeviation(values);
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return {
    mean: round4(centre),
    std: round4OrNull(std),
    min,
    max,
    range: round4(max - min),
    cv: std === null || centre === 0 ? null : round4(std / centre),
  };
}

function sentence(winners: readonly string[]): string {
  if (winners.length === 0) return 'No metric has two scores to compare.';
  const counted = [...Map.groupBy(winners, (winner) => winner)]
    .map(([winner, won]) => ({ winner, won: won.length }))
    .sort((one, other) => other.won - one.won);
  const parts = counted.map(({ winner, won }) =>
    winner === 'tie' ? `${won} ${won === 1 ? 'is' : 'are'} tied` : `${winner} is best in ${won}`,
  );
  return `Of ${winners.length} compared metric${winners.length === 1 ? '' : 's'}, ${parts.join(', ')}.`;
}
