import { type Override, type OverrideNote, overrideCircuit } from '../resilience/breaker-override.ts';
import type { BreakerState } from '../resilience/breaker-state.ts';
import type { BreakerStore, CircuitName } from '../resilience/breaker-store.ts';

/** What an operator wants of which circuit. */
export interface Overriding extends OverrideNote {
  readonly name: CircuitName;
  readonly wanted: Override;
}

const mostTries = 5;
const askMs = 5_000;

/** Overrides a circuit, whoever changes it meanwhile: the state it is in then. Throws if the table fails or the circuit never holds still. */
export async function overrideSharedCircuit(
  store: BreakerStore,
  { name, wanted, ...note }: Overriding,
): Promise<BreakerState> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const state = await store.read(name, AbortSignal.timeout(askMs));
    const change = overrideCircuit(state, wanted, note);
    if (!change) return state;
    if (await store.change(name, change, AbortSignal.timeout(askMs))) return change.to;
  }
  throw new Error(`the circuit of ${name.provider}:${name.model} kept changing`);
}
