import { asServiceError } from '../errors.ts';
import { hashInput } from '../evaluation/evaluate.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { runEvaluation } from '../evaluation/run-evaluation.ts';
import { describeIssue } from '../evaluators/body/issue-text.ts';
import { parseLine } from '../evaluators/body/json-line.ts';
import { unknownFields } from '../evaluators/body/unknown-fields.ts';
import { type EvaluationType, evaluatorOf, type ScoringBody } from '../evaluators/index.ts';
import type { Deadline } from '../resilience/deadline.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import { causeFields, logger } from '../telemetry/logger.ts';
import { withDefaults } from './item-defaults.ts';
import type { WorkPorts } from './ports.ts';
import { stampItem, unevaluatedItem } from './unevaluated.ts';

/** One item as it was sent, as the bytes of a line of JSON: parsed it may take twenty times the memory, so that only its turn parses it. */
export interface Item {
  readonly index: number;
  readonly line: Uint8Array;
}

/** Evaluates one item: completed, or failed with a code. An invalid item fails alone. */
export async function evaluateItem(
  ports: WorkPorts,
  batch: BatchRecord,
  item: Item,
  deadline: Deadline,
): Promise<Evaluation> {
  const { index } = item;
  const fail = (code: Failure['code'], detail: string) =>
    unevaluatedItem(ports, batch, index, { status: 'failed', error: { code, detail } });
  const read = readItem(batch, item);
  if ('fault' in read) return fail('invalid_request', read.fault);
  try {
    return await completeItem(ports, batch, read, deadline);
  } catch (error) {
    const { code, message } = asServiceError(error);
    if (code === 'internal_error')
      logger.error('item failed', { batch_id: batch.batchId, index, ...causeFields(error) });
    return fail(code, code === 'invalid_request' ? `items[${index}].${message}` : message);
  }
}

interface ReadItem {
  readonly index: number;
  readonly type: EvaluationType;
  readonly body: ScoringBody;
  readonly warnings: readonly string[];
}

/** An item's body after its schema, or what is wrong with it; what was sent beside it is let go before anything is waited for. */
function readItem(batch: BatchRecord, { index, line }: Item): ReadItem | { readonly fault: string } {
  const type = batch.evaluationType as EvaluationType;
  // Also for an item that came in a request and was checked at the door: whoever parses it otherwise has an error that quotes it.
  const parsed = parseLine(line);
  if ('fault' in parsed) return { fault: `items[${index}] ${parsed.fault}` };
  const { value: sent } = parsed;
  const merged = withDefaults(sent, JSON.parse(batch.defaults));
  const { data: body, error } = evaluatorOf(type).body.safeParse(merged);
  if (body) return { index, type, body, warnings: warningsOf(type, sent) };
  const [issue] = error?.issues ?? [];
  return { fault: issue ? describeIssue(issue, merged, `items[${index}]`) : 'the item is invalid' };
}

type Failure = Extract<Evaluation, { status: 'failed' }>['error'];

async function completeItem(
  ports: WorkPorts,
  batch: BatchRecord,
  { index, type, body, warnings }: ReadItem,
  deadline: Deadline,
): Promise<Evaluation> {
  const run = await runEvaluation(ports, { type, body, deadline });
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
