import { readEvaluationsBetween } from '../batches/read-items.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { judgeKindOf, ofOneKind } from '../evaluation/judge-kind.ts';
import { evaluatorOf } from '../evaluators/index.ts';
import { round4, type Score } from '../evaluators/metric.ts';
import { mean } from '../statistics/means.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import type { Side } from './compare-scores.ts';
import type { StoredPorts } from './ports.ts';

/** One completed item of a batch. */
interface ScoredItem {
  readonly index: number;
  readonly scores: ReadonlyMap<string, Score>;
}

/** A batch as one side of a comparison. */
export interface BatchSide extends Side {
  readonly batch: BatchRecord;
  /** By index, those that one kind of judge marked. */
  readonly items: ReadonlyMap<number, ScoredItem['scores']>;
  /** Completed items that another kind of judge marked. */
  readonly left: number;
}

/** Reads the scores of the completed items that a mean may hold; of the first `most` items. */
export async function readBatchSide(
  ports: StoredPorts,
  batch: BatchRecord,
  most: number,
): Promise<BatchSide> {
  const completed: (ScoredItem & { readonly kind: ReturnType<typeof judgeKindOf> })[] = [];
  const end = Math.min(batch.totalItems ?? 0, most);
  for await (const evaluation of readEvaluationsBetween(ports, batch, { from: 0, end })) {
    if (evaluation.status !== 'completed') continue;
    completed.push({ ...scoredItem(evaluation), kind: judgeKindOf(evaluation) });
  }
  const { kind, kept, left } = ofOneKind(completed, (item) => item.kind);
  const items = new Map(kept.map(({ index, scores }) => [index, scores]));
  return { id: batch.batchId, batch, kind, items, left, scores: meansOf([...items.values()]) };
}

function scoredItem(evaluation: Extract<Evaluation, { status: 'completed' }>): ScoredItem {
  const { index, evaluation_type, results } = evaluation;
  const scores = evaluatorOf(evaluation_type).scoresOf(results);
  return { index: index ?? 0, scores: new Map(scores.map((score) => [score.name, score])) };
}

function meansOf(items: readonly ScoredItem['scores'][]): Score[] {
  const scores = items.flatMap((item) => [...item.values()]);
  return [...Map.groupBy(scores, ({ name }) => name)].flatMap(([name, own]) => {
    const value = mean(own.map((score) => score.value));
    const direction = own[0]?.direction;
    return value === null || !direction ? [] : [{ name, value: round4(value), direction }];
  });
}
