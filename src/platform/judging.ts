import { ulid } from 'ulid';
import type { EvaluatePorts } from '../evaluation/evaluate.ts';
import type { RunPorts } from '../evaluation/run-evaluation.ts';
import { type JudgeBench, selectJudge } from '../evaluation/select-judge.ts';
import type { JudgeChoice } from '../evaluators/evaluator.ts';
import { type EvaluationType, evaluatorOf } from '../evaluators/index.ts';
import type { Circuits } from '../judges/circuit.ts';
import { createCircuits } from '../judges/circuits.ts';
import { embeddedJudge } from '../judges/embedded/index.ts';
import { createJudges } from '../judges/index.ts';
import { createPace } from '../judges/pace.ts';
import { breakerPolicyOf } from '../resilience/breaker-policy.ts';
import { announcing } from './announcing.ts';
import { breakers } from './breakers.ts';
import { chance } from './chance.ts';
import { lazy } from './lazy.ts';
import { observing } from './observing.ts';
import { environment } from './process.ts';
import { storing } from './storing.ts';

const circuits = lazy((): Circuits => {
  const { providers } = environment();
  return createCircuits({
    store: breakers(),
    policyOf: (name) => {
      const own = providers.find(({ provider }) => provider === name);
      return { ...breakerPolicyOf(name), ...(own && { timeoutMs: own.timeoutMs }) };
    },
    onTransition: observing.transition,
    onRejection: observing.rejection,
  });
});

const pace = createPace();

const judges = lazy((): JudgeBench => {
  const { providers: settings, DEFAULT_JUDGE, JUDGE_CONCURRENCY: callsInFlight } = environment();
  return {
    embedded: embeddedJudge,
    configured: settings,
    defaultJudge: DEFAULT_JUDGE,
    modelJudge: createJudges({
      settings,
      callsInFlight,
      circuits: circuits(),
      pace,
      observe: observing.call,
    }),
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
  /** Milliseconds within which nearly every call to a judge ended lately. */
  usualCallMs: pace.usualMs,
  /** Writes what calls showed of their providers; awaited before an invocation ends. */
  settle: (): Promise<void> => circuits().settle(),
  evaluate: lazy(
    (): EvaluatePorts => ({
      ...run(),
      countActivity: storing.countActivity,
      results: storing.results(),
      announcer: announcing.announcer(),
      newEvaluationId: () => `evr_${ulid()}`,
      retentionDays: environment().RESULT_RETENTION_DAYS,
    }),
  ),
};
