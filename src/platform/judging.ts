import { ulid } from 'ulid';
import type { EvaluatePorts } from '../evaluation/evaluate.ts';
import type { RunPorts } from '../evaluation/run-evaluation.ts';
import { type JudgeBench, selectJudge } from '../evaluation/select-judge.ts';
import type { JudgeChoice } from '../evaluators/evaluator.ts';
import { type EvaluationType, evaluatorOf } from '../evaluators/index.ts';
import { embeddedJudge } from '../judges/embedded/index.ts';
import { createJudges } from '../judges/index.ts';
import type { ObservedCall } from '../judges/policy.ts';
import { chance } from './chance.ts';
import { lazy } from './lazy.ts';
import { environment } from './process.ts';
import { storing } from './storing.ts';

const judges = lazy((): JudgeBench => {
  const { providers: settings, DEFAULT_JUDGE, JUDGE_CONCURRENCY: callsInFlight } = environment();
  // Callers name models freely; a metric's labels come from a closed set.
  const configured = new Set(settings.flatMap(({ model, embeddingModel }) => [model, embeddingModel]));
  const observe = ({ provider, model, seconds, tokens }: ObservedCall) => {
    const recorder = storing.recorder();
    const labels = { provider, model: configured.has(model) ? model : 'other' };
    recorder.count('judge_requests_total', labels);
    recorder.observe('judge_request_duration_seconds', labels, seconds);
    for (const [kind, count] of Object.entries(tokens ?? {})) {
      recorder.count('judge_tokens_total', { ...labels, kind: kind.replace('_tokens', '') }, count);
    }
  };
  return {
    embedded: embeddedJudge,
    configured: settings,
    defaultJudge: DEFAULT_JUDGE,
    modelJudge: createJudges({ settings, callsInFlight, observe }),
  };
});

const run = lazy((): RunPorts => ({ ...chance, judges: judges(), recorder: storing.recorder() }));

/** The judges, and what evaluations need. */
export const judging = {
  /** Throws for a judge that nobody can ask: an error of the call, not of every item of a batch. */
  checkChoice(type: EvaluationType, choice: JudgeChoice): void {
    if (evaluatorOf(type).judged) selectJudge(choice, judges());
  },
  run,
  evaluate: lazy(
    (): EvaluatePorts => ({
      ...run(),
      countActivity: storing.countActivity,
      results: storing.results(),
      newEvaluationId: () => `evr_${ulid()}`,
      retentionDays: environment().RESULT_RETENTION_DAYS,
    }),
  ),
};
