import { asServiceError } from '../errors.ts';
import { hashInput } from '../evaluation/evaluate.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { runEvaluation } from '../evaluation/run-evaluation.ts';
import { describeIssue } from '../evaluators/body/issue-text.ts';
import { unknownFields } from '../evaluators/body/unknown-fields.ts';
import { type EvaluationType, evaluatorOf, type ScoringBody } from '../evaluators/index.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import { causeFields, logger } from '../telemetry/logger.ts';
import { withDefaults } from './item-defaults.ts';
import type { WorkPorts } from './ports.ts';
import { stampItem, unevaluatedItem } from './unevaluated.ts';

/** One item as it was sent. */
export interface Item {
  readonly index: number;
  readonly sent: unknown;
}

/** Evaluates one item: completed, or failed with a code. An invalid item fails alone. */
export async function evaluateItem(
  ports: WorkPorts,
  batch: BatchRecord,
  item: Item,
  signal: AbortSignal,
): Promise<Evaluation> {
  const { index, sent } = item;
  const fail = (code: Failure['code'], detail: string) =>
    unevaluatedItem(ports, batch, index, { status: 'failed', error: { code, detail } });
  const type = batch.evaluationType as EvaluationType;
  const merged = withDefaults(sent, JSON.parse(batch.defaults));
  const parsed = evaluatorOf(type).body.safeParse(merged);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fail(
      'invalid_request',
      issue ? describeIssue(issue, merged, `items[${index}]`) : 'the item is invalid',
    );
  }
  try {
    return await completeItem(
      ports,
      batch,
      { index, type, body: parsed.data, warnings: warningsOf(type, sent) },
      signal,
    );
  } catch (error) {
    const { code, message } = asServiceError(error);
    if (code === 'internal_error')
      logger.error('item failed', { batch_id: batch.batchId, index, ...causeFields(error) });
    return fail(code, code === 'invalid_request' ? `items[${index}].${message}` : message);
  }
}

type Failure = Extract<Evaluation, { status: 'failed' }>['error'];

async function completeItem(
  ports: WorkPorts,
  batch: BatchRecord,
  item: {
    readonly index: number;
    readonly type: EvaluationType;
    readonly body: ScoringBody;
    readonly warnings: string[];
  },
  signal: AbortSignal,
): Promise<Evaluation> {
  const { index, type, body, warnings } = item;
  const run = await runEvaluation(ports, { type, body, signal });
  const stamp = stampItem(ports, batch, index);
  if (run.failure) {
    const { failed_metrics } = run.results;
    return { ...stamp, status: 'failed', error: run.failure, failed_metrics, usage: run.usage };
  }
  return {
    ...stamp,
    status: 'completed',
    results: run.results,
    evaluation_time: run.seconds,
    input_sha256: hashInput(body),
    metadata: {
      evaluation_id: stamp.evaluation_id,
      judge: run.judge,
      usage: run.usage,
      warnings: [...warnings, ...run.warnings],
    },
  };
}

function warningsOf(type: EvaluationType, sent: unknown): string[] {
  const warnings = unknownFields(sent, evaluatorOf(type).body);
  const isUnsaved = (sent as { readonly save_results?: unknown }).save_results === false;
  return isUnsaved ? [...warnings, 'save_results has no effect in a batch: its results are kept'] : warnings;
}
