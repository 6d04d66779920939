import { ServiceError } from '../errors.ts';
import { describeIssue, issueMessage } from '../evaluators/body/issue-text.ts';
import { evaluatorOf } from '../evaluators/index.ts';
import type { BatchDefinition, BatchRecord } from '../store/batch-record.ts';
import type { BatchBody } from './batch.ts';
import type { ChunkPlan } from './plan.ts';
import type { SubmitPorts } from './ports.ts';

/** A batch as a tenant asks for it. */
export interface Submission {
  readonly tenant: string;
  readonly body: BatchBody;
  readonly warnings: readonly string[];
}

/** What is known of a batch before its items are counted. */
export type Definition = Omit<BatchDefinition, keyof ChunkPlan | 'offsets' | 'payloadKey' | 'filesKey'>;

/** The definition of a batch under a new id. */
export function defineBatch(ports: SubmitPorts, { tenant, body, warnings }: Submission): Definition {
  const createdAt = ports.now();
  const { used, idle } = defaultsOf(body);
  return {
    batchId: ports.newBatchId(),
    tenant,
    evaluationType: body.evaluation_type,
    createdAt: new Date(createdAt).toISOString(),
    defaults: JSON.stringify(used),
    warnings: [...warnings, ...idle.map((field) => `${field} has no effect on ${body.evaluation_type}`)],
    parallelWorkers: body.parallel_workers,
    continueOnError: body.continue_on_error,
    retryOf: null,
    expiresAt: Math.floor(createdAt / 1_000) + ports.retentionDays * 86_400,
  };
}

/** The record of a batch that was just created. */
export function newRecord(definition: BatchDefinition, sent: boolean): BatchRecord {
  return {
    ...definition,
    status: 'pending',
    updatedAt: definition.createdAt,
    readyAt: definition.createdAt,
    stop: null,
    sent,
    groupsDone: 0,
    summary: null,
    aggregatesKey: null,
    error: null,
  };
}

/** A metric that no item could have is an error of the call. */
export function checkMetrics({ evaluation_type, metrics }: BatchBody): void {
  const parsed = evaluatorOf(evaluation_type).body.shape['metrics']?.safeParse(metrics ?? null);
  const [issue] = parsed?.error?.issues ?? [];
  if (!issue) return;
  const path = ['metrics', ...issue.path] as (string | number)[];
  const detail = describeIssue({ ...issue, path }, { metrics });
  const errors = [{ loc: ['body', ...path], msg: issueMessage(issue), type: issue.code }];
  throw new ServiceError('invalid_request', detail, { errors });
}

interface Defaults {
  readonly used: Readonly<Record<string, unknown>>;
  /** Those that the items have no field for. */
  readonly idle: readonly string[];
}

function defaultsOf({ evaluation_type, api_name, model, metrics, samples }: BatchBody): Defaults {
  const { shape } = evaluatorOf(evaluation_type).body;
  const given = Object.entries({ api_name, model, metrics, samples }).filter(([, value]) => value != null);
  return {
    used: Object.fromEntries(given.filter(([field]) => field in shape)),
    idle: given.map(([field]) => field).filter((field) => !(field in shape)),
  };
}
