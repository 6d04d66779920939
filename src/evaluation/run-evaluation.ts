import { type ErrorCode, errorMeanings, ServiceError } from '../errors.ts';
import type { Evaluator, JudgeChoice } from '../evaluators/evaluator.ts';
import { type EvaluationType, evaluators } from '../evaluators/index.ts';
import { failureOf, type Results } from '../evaluators/metric.ts';
import type { Judge, JudgeError, Usage } from '../judges/judge.ts';
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
  readonly body: JudgeChoice;
  readonly signal: AbortSignal;
}

/** What came of an evaluation. `failure` is set where nothing could be scored. */
export interface Run {
  readonly results: Results;
  readonly failure: { readonly code: ErrorCode; readonly detail: string } | null;
  /** The judge's failures behind the failed metrics. */
  readonly failures: readonly JudgeError[];
  readonly usage: Usage;
  readonly seconds: number;
  readonly judge: Metadata['judge'];
}

/** Chooses the judge, runs the evaluator and counts what happened. Throws only for a choice of judge that cannot be met. */
export async function runEvaluation(ports: RunPorts, { type, body, signal }: RunInput): Promise<Run> {
  const judge = selectJudge(body, ports.judges);
  const started = ports.now();
  // The registry pairs each type with its own body, which its schema has just produced.
  const evaluator = evaluators[type] as Evaluator<JudgeChoice, Results>;
  const { results, usage, failures } = await evaluator.evaluate(body, {
    judge,
    signal,
    nonce: ports.nonce(),
  });
  const run = {
    results,
    usage,
    failures,
    failure: failureOf(results),
    seconds: (ports.now() - started) / 1_000,
    judge: describeJudge(judge, evaluator.promptVersion),
  };
  record(ports.recorder, type, run);
  return run;
}

const usualRetryAfter = 5;

/** The error for an evaluation in which nothing could be scored. */
export function failureError({ failure, failures }: Run): ServiceError | null {
  if (!failure) return null;
  const { retryable } = errorMeanings[failure.code];
  const asked = failures.flatMap(({ retryAfter }) => retryAfter ?? []);
  const retryAfter = Math.max(usualRetryAfter, ...asked);
  return new ServiceError(failure.code, failure.detail, retryable ? { retryAfter } : {});
}

/** The mean by which history sorts an evaluation. */
export function averageOf(type: EvaluationType, results: Results): number | null {
  const average = (results as Readonly<Record<string, unknown>>)[evaluators[type].average];
  return typeof average === 'number' ? average : null;
}

function describeJudge(judge: Judge, promptVersion: number): Metadata['judge'] {
  const { provider, model, kind } = judge;
  return judge.kind === 'embedded'
    ? { provider, model, kind, label: 'heuristic', prompt_version: null, agreement: { ...judge.agreement } }
    : { provider, model, kind, label: 'model', prompt_version: promptVersion, agreement: null };
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
  { results, failure, failures, seconds, judge }: Run,
): void {
  const labels = { type, provider: judge.provider };
  recorder.count('evaluations_total', { ...labels, status: failure ? 'failed' : 'completed' });
  recorder.observe('evaluation_duration_seconds', labels, seconds);
  for (const { name, score } of Object.values(results.metrics)) {
    recorder.observe('evaluation_scores', { ...labels, metric: name }, score);
  }
  for (const { code, trouble } of failures) {
    const error_category = trouble ?? categories[code] ?? 'unknown';
    recorder.count('evaluation_errors_total', { ...labels, error_category });
  }
}
