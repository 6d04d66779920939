import { randomUUID } from 'node:crypto';
import { breakerPolicyOf } from '../resilience/breaker-policy.ts';
import type { Circuits } from './circuit.ts';
import type { CircuitPorts } from './circuit-ports.ts';
import type { JudgeIdentity } from './judge.ts';
import { createSharedCircuit, type SharedCircuit } from './shared-circuit.ts';

/** The store of the circuits, and whatever differs from the real clock, real chance and no telemetry. */
export type CircuitOptions = Pick<CircuitPorts, 'store'> & Partial<CircuitPorts>;

// Callers name models freely; the circuit asked for longest ago goes first.
const mostCircuits = 256;

/** The circuits of an environment, shared with all others through the store. */
export function createCircuits(options: CircuitOptions): Circuits {
  const ports: CircuitPorts = { ...realPorts, ...options };
  const circuits = new Map<string, SharedCircuit>();
  return {
    of({ provider, model }) {
      const id = `${provider}:${model}`;
      const circuit = circuits.get(id) ?? createCircuit({ provider, model }, ports);
      circuits.delete(id);
      circuits.set(id, circuit);
      if (circuits.size > mostCircuits) forgetOne(circuits);
      return circuit;
    },
    async settle() {
      await Promise.all([...circuits.values()].map((circuit) => circuit.settle()));
    },
  };
}

const realPorts: Omit<CircuitPorts, 'store'> = {
  policyOf: breakerPolicyOf,
  now: Date.now,
  random: Math.random,
  newId: randomUUID,
  setTimer(action, milliseconds) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
  onTransition: () => undefined,
  onRejection: () => undefined,
};

function createCircuit({ provider, model }: JudgeIdentity, ports: CircuitPorts): SharedCircuit {
  return createSharedCircuit({ name: { provider, model }, policy: ports.policyOf(provider), ports });
}

/** Forgets the circuit asked for longest ago that has nothing to do: those that have are as few as the calls in flight. */
function forgetOne(circuits: Map<string, SharedCircuit>): void {
  for (const [id, circuit] of circuits) {
    if (circuit.busy()) continue;
    circuits.delete(id);
    return;
  }
}
