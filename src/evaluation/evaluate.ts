import { createHash } from 'node:crypto';
import type { Score } from '../evaluators/metric.ts';
import type { Activity } from '../store/activity.ts';
import type { ResultStore } from '../store/results.ts';
import { emitEvaluations } from '../telemetry/emf.ts';
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

/** Runs an evaluation, stores it while counting it, and answers it. If nothing could be scored it throws that failure and stores nothing. */
export async function evaluate(ports: EvaluatePorts, input: EvaluateInput): Promise<Evaluated> {
  const run = await runEvaluation(ports, input);
  const evaluation_id = ports.newEvaluationId();
  const error = failureError(run);
  const { usage, judge, results, seconds } = run;
  const metadata = { evaluation_id, judge, usage, warnings: [...input.warnings, ...run.warnings] };
  const evaluated: Evaluated = { results, evaluation_time: seconds, metadata };
  emitEvaluations(judge?.provider ?? null, { completed: error ? 0 : 1, failed: error ? 1 : 0 });
  const [answer] = await Promise.all([
    error || !input.body.save_results ? evaluated : store(ports, input, { evaluated, scores: run.scores }),
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

/** Stores an evaluation, unless an earlier run of the same request has: then that one is the answer. */
async function store(
  ports: EvaluatePorts,
  input: EvaluateInput,
  { evaluated, scores }: { readonly evaluated: Evaluated; readonly scores: readonly Score[] },
): Promise<Evaluated> {
  const now = ports.now();
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
  const isNew = await ports.results.put({
    tenant: input.tenant,
    evaluationId: evaluation_id,
    evaluationType: input.type,
    createdAt: evaluation.created_at,
    score: averageOf(input.type, evaluated.results),
    scores: Object.fromEntries(scores.map(({ name, value }) => [name, value])),
    judgeKind: judgeKindOf(evaluated),
    document: JSON.stringify(evaluation),
    expiresAt: Math.floor(now / 1_000) + ports.retentionDays * 86_400,
  });
  const earlier = isNew ? null : await recallEvaluation(ports, input.tenant, evaluation_id);
  return earlier ?? evaluated;
}

/** SHA-256 of what was judged: it identifies the texts without keeping them. */
export function hashInput(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
