import type { AdmittedCall, Circuit, Circuits } from '../../src/judges/circuit.ts';
import type { CircuitPorts } from '../../src/judges/circuit-ports.ts';
import { createCircuits } from '../../src/judges/circuits.ts';
import { breakerPolicyOf } from '../../src/resilience/breaker-policy.ts';
import type { BreakerState } from '../../src/resilience/breaker-state.ts';
import type { BreakerStore, CircuitName } from '../../src/resilience/breaker-store.ts';
import { createRandom } from '../../src/statistics/random.ts';
import { createMemoryBreakers } from './memory-breakers.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** The circuit that tests are about. */
export const circuitName: CircuitName = { provider: 'openai', model: 'm' };

/** Environments that share a store, on a clock of their own, with what they told of. */
export interface CircuitBench {
  readonly clock: VirtualClock;
  readonly store: BreakerStore;
  readonly transitions: BreakerState['state'][];
  readonly rejections: CircuitName[];
  /** A new environment. */
  environment(over?: Partial<CircuitPorts>): Circuits;
}

/** Circuits over a store, with chance that a seed decides; 10 s after the epoch at first. */
export function createCircuitBench(store: BreakerStore = createMemoryBreakers()): CircuitBench {
  const clock = createVirtualClock(10_000);
  const random = createRandom(7);
  const transitions: BreakerState['state'][] = [];
  const rejections: CircuitName[] = [];
  let ids = 0;
  return {
    clock,
    store,
    transitions,
    rejections,
    environment: (over = {}) =>
      createCircuits({
        store,
        policyOf: breakerPolicyOf,
        now: clock.now,
        setTimer: clock.setTimer,
        random,
        newId: () => `call-${++ids}`,
        onTransition: ({ to }) => transitions.push(to),
        onRejection: (name) => rejections.push(name),
        ...over,
      }),
  };
}

const never = new AbortController().signal;

/** The call that a circuit admits; throws if it rejects. */
export async function admitted(circuit: Circuit): Promise<AdmittedCall> {
  const admission = await circuit.admit(never);
  if (admission.kind === 'rejected') throw new Error('rejected');
  return admission.call;
}

/** Makes calls one after the other that end at once. */
export async function makeCalls(
  circuit: Circuit,
  count: number,
  outcome: Parameters<AdmittedCall['end']>[0],
): Promise<void> {
  for (let call = 0; call < count; call += 1) await (await admitted(circuit)).end(outcome);
}
