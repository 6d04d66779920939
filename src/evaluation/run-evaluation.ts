import { type ErrorCode, errorMeanings, ServiceError } from '../errors.ts';
import type { Outcome } from '../evaluators/evaluator.ts';
import { type EvaluationType, evaluatorOf, type ScoringBody } from '../evaluators/index.ts';
import type { Results, Score } from '../evaluators/metric.ts';
import type { Judge, JudgeError } from '../judges/judge.ts';
import { meterJudge } from '../judges/meter.ts';
import { noUsage, type Usage } from '../judges/usage.ts';
import type { Deadline } from '../resilience/deadline.ts';
import type { Recorder } from '../telemetry/recorder.ts';
import type { Metadata } from './evaluation.ts';
import { type JudgeBench, selectJudge } from './select-judge.ts';

/** What running an evaluation needs of the world. */
export interface RunPorts {
  readonly judges: JudgeBench;
  readonly recorder: Recorder;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly nonce: () => string;
}

/** An evaluation's body after its schema, and who asked when to stop. */
export interface RunInput {
  readonly type: EvaluationType;
  readonly body: ScoringBody;
  readonly deadline: Deadline;
}

/** What came of an evaluation. `failure` is set where nothing could be scored. */
export interface Run {
  readonly results: Results;
  /** The numbers of the results. */
  readonly scores: readonly Score[];
  readonly failure: { readonly code: ErrorCode; readonly detail: string } | null;
  /** The judge's failures behind the failed metrics. */
  readonly failures: readonly JudgeError[];
  readonly usage: Usage;
  readonly seconds: number;
  /** Null where nothing was judged, only computed. */
  readonly judge: Metadata['judge'];
  readonly warnings: readonly string[];
}

/** Chooses the judge, runs the evaluator and counts what happened. Throws only for a choice of judge that cannot be met. */
export async function runEvaluation(ports: RunPorts, { type, body, deadline }: RunInput): Promise<Run> {
  const started = ports.now();
  const { judge, ...outcome } = await evaluateBody(ports, { type, body, deadline });
  const { results } = outcome;
  const scores = evaluatorOf(type).scoresOf(results);
  const [firstFailed] = results.failed_metrics;
  const run: Run = {
    ...outcome,
    scores,
    failure:
      firstFailed && scores.length === 0 ? { code: firstFailed.code, detail: firstFailed.detail } : null,
    seconds: (ports.now() - started) / 1_000,
    judge,
  };
  record(ports.recorder, type, run);
  return run;
}

type Evaluated = Outcome<Results> & Pick<Run, 'judge' | 'usage'>;

async function evaluateBody(ports: RunPorts, { type, body, deadline }: RunInput): Promise<Evaluated> {
  const evaluator = evaluatorOf(type);
  if (!evaluator.judged) {
    return { results: evaluator.evaluate(body), usage: noUsage, failures: [], warnings: [], judge: null };
  }
  const judge = selectJudge(body, ports.judges);
  const meter = meterJudge(judge);
  const outcome = await evaluator.evaluate(body, { judge: meter.judge, deadline, nonce: ports.nonce() });
  const described = describeJudge(judge, { type, promptVersion: evaluator.promptVersion });
  return { ...outcome, usage: meter.usage(), judge: described };
}

const usualRetryAfter = 5;

/** The error for an evaluation in which nothing could be scored. */
export function failureError({ failure, failures }: Run): ServiceError | null {
  if (!failure) return null;
  const { status, retryable } = errorMeanings[failure.code];
  const asked = failures.flatMap(({ retryAfter }) => retryAfter ?? []);
  const retryAfter = Math.max(usualRetryAfter, ...asked);
  return new ServiceError(failure.code, failure.detail, retryable && status === 503 ? { retryAfter } : {});
}

/** The number that sums up an evaluation; null where none does. */
export function averageOf(type: EvaluationType, results: Results): number | null {
  const field = evaluatorOf(type).average;
  const average = field === null ? null : (results as Readonly<Record<string, unknown>>)[field];
  return typeof average === 'number' ? average : null;
}

function describeJudge(
  judge: Judge,
  { type, promptVersion }: { readonly type: EvaluationType; readonly promptVersion: number },
): Metadata['judge'] {
  const { provider, model, kind } = judge;
  if (judge.kind === 'model') {
    return { provider, model, kind, label: 'model', prompt_version: promptVersion, agreement: null };
  }
  // Agreement with people was measured for the dimensions of summaries only.
  const agreement = type === 'geval' ? { ...judge.agreement } : null;
  return { provider, model, kind, label: 'heuristic', prompt_version: null, agreement };
}

const categories: Readonly<Partial<Record<ErrorCode, string>>> = {
  judge_misbehaved: 'invalid_output',
  judge_refused: 'invalid_output',
  provider_rejected: 'api_error',
  judge_unavailable: 'api_error',
  circuit_open: 'api_error',
  deadline_exceeded: 'timeout',
  storage_unavailable: 'storage',
  rate_limited: 'rate_limit',
};

function record(
  recorder: Recorder,
  type: EvaluationType,
  { scores, failure, failures, seconds, judge }: Run,
): void {
  const labels = { type, provider: judge?.provider ?? 'none' };
  const { metricNames } = evaluatorOf(type);
  recorder.count('evaluations_total', { ...labels, status: failure ? 'failed' : 'completed' });
  recorder.observe('evaluation_duration_seconds', labels, seconds);
  for (const { name, value } of scores) {
    // Callers name metrics of their own; a metric's labels come from a closed set.
    const metric = metricNames.includes(name) ? name : 'custom';
    recorder.observe('evaluation_scores', { ...labels, metric }, value);
  }
  for (const { code, trouble } of failures) {
    const error_category = trouble ?? categories[code] ?? 'unknown';
    recorder.count('evaluation_errors_total', { ...labels, error_category });
  }
}
