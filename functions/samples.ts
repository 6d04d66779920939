import type { BatchView } from '../src/batches/batch.ts';
import type { Metadata } from '../src/evaluation/evaluation.ts';
import type { EvaluationType } from '../src/evaluators/index.ts';
import type { Metric } from '../src/evaluators/metric.ts';
import type { WebhookView } from '../src/webhooks/webhook.ts';

const ulid = '01KAXVR2M4Q8ZC7T5N3W9HJ6EB';

/** The batch of the examples. */
export const batchId = `batch_${ulid}`;

/** The upload of the examples. */
export const uploadId = `upl_${ulid}`;

/** The evaluations of the examples: a single one, and an item of the batch. */
export const evaluationIds = { single: `evr_${ulid}`, item: `evr_${ulid}_0` };

/** What two questions to a model take in the examples. */
export const usage = {
  calls: 2,
  prompt_tokens: 1_180,
  completion_tokens: 240,
  cached_tokens: 0,
  cost_usd: null,
};

/** The metadata of an evaluation by a model. */
export const modelJudged: Omit<Metadata, 'evaluation_id'> = {
  judge: {
    provider: 'openai',
    model: 'gpt-5-mini',
    kind: 'model',
    label: 'model',
    prompt_version: 1,
    agreement: null,
  },
  usage,
  warnings: [],
};

/** The metadata of an evaluation that is computed. */
export const computed: Omit<Metadata, 'evaluation_id'> = {
  judge: null,
  usage: { calls: 0, prompt_tokens: 0, completion_tokens: 0, cached_tokens: 0, cost_usd: null },
  warnings: [],
};

/** What an answer says in which every metric was scored. */
export const complete = { failed_metrics: [], skipped_metrics: [], partial_results: false };

/** A metric to which a model gave the same mark three times, on 1..5. */
export function marked(name: string, mark: number, explanation: string): Metric {
  const metadata = {
    scale: [1, 5] as [number, number],
    direction: 'higher' as const,
    samples: [mark, mark, mark],
    standard_error: 0,
    judge: 'openai:gpt-5-mini',
    prompt_version: 1,
  };
  return { name, score: mark / 5, raw_score: mark, explanation, metadata };
}

/** A batch of one that has just been taken in: the answer to `Prefer: respond-async`. */
export function acceptedBatch(evaluation_type: EvaluationType): BatchView {
  return {
    batch_id: batchId,
    evaluation_type,
    status: 'pending',
    retry_of: null,
    total_items: 1,
    successful: 0,
    failed: 0,
    cancelled: 0,
    pending: 1,
    created_at: '2026-11-23T10:00:00.000Z',
    updated_at: '2026-11-23T10:00:00.000Z',
    aggregate_metrics: null,
    processing_time: null,
    usage: null,
    warnings: [],
    error: null,
  };
}

/** The same batch with its one item evaluated. */
export function completedBatch(): BatchView {
  return {
    ...acceptedBatch('geval'),
    status: 'completed',
    successful: 1,
    pending: 0,
    updated_at: '2026-11-23T10:00:01.800Z',
    aggregate_metrics: {
      coherence: {
        mean: 0.9,
        standard_error: null,
        ci_low: null,
        ci_high: null,
        count: 1,
        failed: 0,
        skipped: 0,
      },
    },
    average_score: 0.9,
    processing_time: 1.8,
    usage,
  };
}

/** A webhook that is told when batches end. */
export const webhook: WebhookView = {
  webhook_id: `wh_${ulid}`,
  url: 'https://hooks.example.com/assay',
  events: ['batch.completed', 'batch.failed', 'batch.cancelled'],
  status: 'active',
  disabled_reason: null,
  retry_count: 5,
  timeout_seconds: 10,
  created_at: '2026-11-23T10:00:00.000Z',
  updated_at: '2026-11-23T10:00:00.000Z',
  previous_secret_until: null,
};
