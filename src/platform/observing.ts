import type { JudgeIdentity } from '../judges/judge.ts';
import type { ObservedCall } from '../judges/policy.ts';
import { lazy } from './lazy.ts';
import { environment } from './process.ts';
import { storing } from './storing.ts';

// Callers name models freely; a metric's labels come from a closed set.
const configured = lazy(
  () => new Set(environment().providers.flatMap(({ model, embeddingModel }) => [model, embeddingModel])),
);

function labelsOf({ provider, model }: JudgeIdentity) {
  return { provider, model: configured().has(model) ? model : 'other' };
}

/** What calls to providers and their circuits count as. */
export const observing = {
  call(call: ObservedCall): void {
    const recorder = storing.recorder();
    const labels = labelsOf(call);
    recorder.count('judge_requests_total', labels);
    if (call.outcome !== 'ok') recorder.count('judge_failures_total', labels);
    recorder.observe('judge_request_duration_seconds', labels, call.seconds);
    for (const [kind, count] of Object.entries(call.tokens ?? {})) {
      recorder.count('judge_tokens_total', { ...labels, kind: kind.replace('_tokens', '') }, count);
    }
  },
  transition({ provider, to }: { readonly provider: string; readonly to: string }): void {
    storing.recorder().count('circuit_breaker_transitions_total', { provider, to });
  },
  rejection({ provider }: { readonly provider: string }): void {
    storing.recorder().count('circuit_breaker_rejections_total', { provider });
  },
};
