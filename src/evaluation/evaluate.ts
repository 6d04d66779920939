import { createHash } from 'node:crypto';
import type { Score } from '../evaluators/metric.ts';
import type { Activity } from '../store/activity.ts';
import { type ResultStore, resultKey } from '../store/results.ts';
import { emitEvaluations } from '../telemetry/emf.ts';
import type { Announcer } from '../webhooks/announce.ts';
import type { ServiceEvent } from '../webhooks/event.ts';
import { completedEvent, failedEvent, startedEvent, whileMentioned } from './announce.ts';
import type { Evaluation, Metadata } from './evaluation.ts';
import { judgeKindOf } from './judge-kind.ts';
import { readResult } from './read-result.ts';
import {
  averageOf,
  failureError,
  type Run,
  type RunInput,
  type RunPorts,
  runEvaluation,
} from './run-evaluation.ts';

/** What a stored evaluation needs of the world. */
export interface EvaluatePorts extends RunPorts {
  readonly results: ResultStore;
  readonly announcer: Announcer;
  /** Adds to the service's recent activity; never throws, because counting must not fail an evaluation. */
  readonly countActivity: (activity: Activity) => Promise<void>;
  readonly newEvaluationId: () => string;
  readonly retentionDays: number;
}

/** One evaluation asked for by a tenant. */
export interface EvaluateInput extends RunInput {
  readonly tenant: string;
  readonly warnings: readonly string[];
}

/** The answer: results, the time it took, and metadata. */
export interface Evaluated {
  readonly results: Run['results'];
  readonly evaluation_time: number;
  readonly metadata: Metadata;
}

/** Runs an evaluation, stores it while counting it, tells the webhooks that want to know, and answers it. If nothing could be scored it throws that failure and stores nothing. */
export async function evaluate(ports: EvaluatePorts, input: EvaluateInput): Promise<Evaluated> {
  const evaluation_id = ports.newEvaluationId();
  const subject = { tenant: input.tenant, type: input.type, id: evaluation_id };
  const started = startedEvent(subject, ports.now());
  const run = await whileMentioned(ports.announcer, started, () => runEvaluation(ports, input));
  const error = failureError(run);
  const { usage, judge, results, seconds } = run;
  const metadata = { evaluation_id, judge, usage, warnings: [...input.warnings, ...run.warnings] };
  const evaluated: Evaluated = { results, evaluation_time: seconds, metadata };
  emitEvaluations(judge?.provider ?? null, { completed: error ? 0 : 1, failed: error ? 1 : 0 });
  const [answer] = await Promise.all([
    error ? evaluated : keep(ports, input, { evaluated, scores: run.scores }),
    error && ports.announcer.mention(failedEvent(subject, { code: error.code, at: ports.now() })),
    ports.countActivity({ total: 1, errors: error ? 1 : 0, seconds }),
  ]);
  if (error) throw error;
  return answer;
}

/** The answer of a tenant's earlier evaluation; null if there is none of that id that it may see. */
export async function recallEvaluation(
  ports: Pick<EvaluatePorts, 'results' | 'now'>,
  tenant: string,
  evaluationId: string,
): Promise<Evaluated | null> {
  const stored = await readResult(ports, tenant, evaluationId);
  if (stored?.status !== 'completed') return null;
  const { results, evaluation_time, metadata } = stored;
  return { results, evaluation_time, metadata };
}

interface Scored {
  readonly evaluated: Evaluated;
  readonly scores: readonly Score[];
}

/** Stores an evaluation, if it is to be stored, and tells of it: its note stands in the stored result until it is sent. If an earlier run of the same request has stored one, that one is the answer, and was told of. */
async function keep(ports: EvaluatePorts, input: EvaluateInput, scored: Scored): Promise<Evaluated> {
  const { announcer } = ports;
  const { tenant, type, body } = input;
  const { evaluated } = scored;
  const now = ports.now();
  const score = averageOf(type, evaluated.results);
  const event = completedEvent({ tenant, type, now, score, ...scored });
  if (!body.save_results) {
    await announcer.mention(event);
    return evaluated;
  }
  const isAwaited = await announcer.isAwaited(tenant, [event.event], 'lately');
  const isNew = await store(ports, input, { ...scored, score, now, event: isAwaited ? event : null });
  if (!isNew) return (await recallEvaluation(ports, tenant, event.id)) ?? evaluated;
  if (isAwaited) await announcer.announce(resultKey(tenant, event.id), event);
  return evaluated;
}

interface Storing extends Scored {
  readonly score: number | null;
  readonly now: number;
  /** What is to be told of it. */
  readonly event: ServiceEvent | null;
}

/** False if there is one of that id. */
function store(
  { results, retentionDays }: EvaluatePorts,
  input: EvaluateInput,
  { evaluated, scores, score, now, event }: Storing,
): Promise<boolean> {
  const { evaluation_id } = evaluated.metadata;
  const evaluation: Evaluation = {
    evaluation_id,
    evaluation_type: input.type,
    created_at: new Date(now).toISOString(),
    batch_id: null,
    index: null,
    status: 'completed',
    input_sha256: hashInput(input.body),
    ...evaluated,
  };
  return results.put({
    tenant: input.tenant,
    evaluationId: evaluation_id,
    evaluationType: input.type,
    createdAt: evaluation.created_at,
    score,
    scores: Object.fromEntries(scores.map(({ name, value }) => [name, value])),
    judgeKind: judgeKindOf(evaluated),
    document: JSON.stringify(evaluation),
    expiresAt: Math.floor(now / 1_000) + retentionDays * 86_400,
    note: event && { at: event.at, text: JSON.stringify(event) },
  });
}

/** SHA-256 of what was judged: it identifies the texts without keeping them. */
export function hashInput(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
