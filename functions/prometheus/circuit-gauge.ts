import { type CircuitFact, summarizeCircuits } from '../../src/judges/circuit-summary.ts';
import type { JudgeIdentity } from '../../src/judges/judge.ts';
import type { NamedState } from '../../src/resilience/breaker-store.ts';
import type { Gauge } from '../../src/telemetry/exposition.ts';
import type { StoredNumber } from '../../src/telemetry/recorder.ts';

const values = { closed: 0, open: 1, half_open: 2 } as const satisfies Record<CircuitFact['state'], number>;

/** The state of every circuit whose model is configured or, by its configured name, was called before; `other` for the rest of a provider. */
export function circuitGauge(
  listed: readonly NamedState[],
  configured: readonly JudgeIdentity[],
  numbers: readonly StoredNumber[],
): Gauge {
  const facts = summarizeCircuits(listed, [...configured, ...numbers.flatMap(calledModel)]);
  return {
    name: 'circuit_breaker_state',
    help: 'State of the circuit that all environments share: 0 closed, 1 open, 2 half open.',
    series: facts.map(({ provider, model, state }) => ({
      labels: { provider, model },
      value: values[state],
    })),
  };
}

function calledModel({ family, labels }: StoredNumber): readonly JudgeIdentity[] {
  const { provider = '', model = '' } = labels;
  return family === 'judge_requests_total' ? [{ provider, model }] : [];
}
