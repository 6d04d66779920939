import type { Evaluation } from '../../src/evaluation/evaluation.ts';
import { noUsage } from '../../src/judges/usage.ts';

/** An item of a batch that was scored 0.5 under each of these names. */
export function customScores(batchId: string, names: readonly string[]): Evaluation {
  const metadata = {
    scale: [1, 5] as [number, number],
    direction: 'higher' as const,
    samples: [],
    standard_error: null,
    judge: 'j',
    prompt_version: 1,
  };
  const metric = { score: 0.5, raw_score: 2.5, explanation: null, metadata };
  return {
    evaluation_id: 'evr_x',
    evaluation_type: 'response_quality',
    created_at: '2026-11-23T10:00:00.000Z',
    batch_id: batchId,
    index: 0,
    status: 'completed',
    evaluation_time: 1,
    input_sha256: '',
    results: {
      metrics: Object.fromEntries(names.map((name) => [name, { name, ...metric }])),
      failed_metrics: [],
      skipped_metrics: [],
      partial_results: false,
      overall_quality: 0.5,
    },
    metadata: { evaluation_id: 'evr_x', judge: null, usage: noUsage, warnings: [] },
  };
}
