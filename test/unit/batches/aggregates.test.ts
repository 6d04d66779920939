import { describe, expect, test } from '@jest/globals';
import { aggregate as aggregateFolded, leadingMeans } from '../../../src/batches/aggregates.ts';
import { createFold } from '../../../src/batches/fold.ts';
import type { Evaluation } from '../../../src/evaluation/evaluation.ts';
import type { EvaluationType } from '../../../src/evaluators/index.ts';
import { noUsage } from '../../../src/judges/usage.ts';

const stamp = {
  evaluation_type: 'geval',
  created_at: '2026-11-23T10:00:00.000Z',
  batch_id: 'batch_x',
} as const;

function aggregate(type: EvaluationType, evaluations: readonly Evaluation[]) {
  const fold = createFold(type);
  for (const evaluation of evaluations) fold.add(evaluation);
  return aggregateFolded(fold.folded);
}

function scored(index: number, score: number, kind: 'model' | 'embedded' = 'model'): Evaluation {
  const metadata = {
    scale: [1, 5] as [number, number],
    direction: 'higher' as const,
    samples: [],
    standard_error: null,
    judge: 'j',
    prompt_version: 1,
  };
  return {
    ...stamp,
    evaluation_id: `evr_${index}`,
    index,
    status: 'completed',
    evaluation_time: 1,
    input_sha256: '',
    results: {
      metrics: { coherence: { name: 'coherence', score, raw_score: score * 5, explanation: null, metadata } },
      failed_metrics: [],
      skipped_metrics: [],
      partial_results: false,
      average_score: score,
    },
    metadata: {
      evaluation_id: `evr_${index}`,
      judge: {
        provider: 'p',
        model: 'm',
        kind,
        label: kind === 'model' ? 'model' : 'heuristic',
        prompt_version: 1,
        agreement: null,
      },
      usage: { ...noUsage, calls: 2 },
      warnings: [],
    },
  };
}

function lost(index: number): Evaluation {
  const failure = { name: 'coherence', code: 'judge_unavailable', detail: '' } as const;
  return {
    ...stamp,
    evaluation_id: `evr_${index}`,
    index,
    status: 'failed',
    error: { code: 'judge_unavailable', detail: '' },
    failed_metrics: [failure],
    usage: { ...noUsage, calls: 3 },
  };
}

describe('the aggregates of a batch', () => {
  test('are over the scores there are, and say how many are missing', () => {
    const { aggregate_metrics, average, usage } = aggregate('geval', [
      scored(0, 0.4),
      scored(1, 0.8),
      lost(2),
    ]);

    expect(aggregate_metrics['coherence']).toMatchObject({
      mean: 0.6,
      standard_error: 0.2,
      count: 2,
      failed: 1,
      skipped: 0,
    });
    expect(average).toBe(0.6);
    expect(usage.calls).toBe(7);
  });

  test('of nothing scored are null, never 0', () => {
    const { aggregate_metrics, average, judge_kind } = aggregate('geval', [lost(0), lost(1)]);

    expect(aggregate_metrics['coherence']).toEqual({
      mean: null,
      standard_error: null,
      ci_low: null,
      ci_high: null,
      count: 0,
      failed: 2,
      skipped: 0,
    });
    expect([average, judge_kind]).toEqual([null, null]);
  });

  test('never mix a heuristic with a model', () => {
    const outcomes = [scored(0, 0.4), scored(1, 1, 'embedded')];
    const { average, judge_kind, warnings } = aggregate('geval', outcomes);

    expect([average, judge_kind]).toEqual([0.4, 'model']);
    expect(warnings).toEqual(['aggregates leave out items that the embedded judge marked: 1']);
  });

  test('count a metric that a caller calls "constructor" only where it was scored', () => {
    const named = (index: number, score: number | null): Evaluation => {
      const item = scored(index, 1);
      if (item.status !== 'completed') return item;
      const results = {
        failed_metrics: [],
        skipped_metrics: score === null ? [{ name: 'constructor', reason: 'none' }] : [],
        partial_results: false,
        metric_name: 'constructor',
        score,
      };
      return { ...item, results };
    };

    const { aggregate_metrics } = aggregate('custom_metric', [named(0, 0.5), named(1, null)]);

    expect(aggregate_metrics['constructor']).toMatchObject({ mean: 0.5, count: 1, skipped: 1 });
  });

  test('in the history are the means of the fifty metrics that most items have', () => {
    const one = { standard_error: null, ci_low: null, ci_high: null, failed: 0, skipped: 0 };
    const rare = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`rare${index}`, { ...one, mean: 0.1, count: 1 }]),
    );
    const metrics = {
      unscored: { ...one, mean: null, count: 0 },
      ...rare,
      common: { ...one, mean: 0.9, count: 2 },
    };

    const means = leadingMeans(metrics);

    expect(Object.keys(means)).toHaveLength(50);
    expect(means).toMatchObject({ common: 0.9, rare0: 0.1 });
    expect(means).not.toHaveProperty('unscored');
  });
});
