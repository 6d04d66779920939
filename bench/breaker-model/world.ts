import type { AdmittedCall, Circuit } from '../../src/judges/circuit.ts';
import { createCircuits } from '../../src/judges/circuits.ts';
import { overrideSharedCircuit } from '../../src/judges/override-circuit.ts';
import type { Override } from '../../src/resilience/breaker-override.ts';
import { type BreakerPolicy, breakerPolicyOf } from '../../src/resilience/breaker-policy.ts';
import type { BreakerStore } from '../../src/resilience/breaker-store.ts';
import { createRandom } from '../../src/statistics/random.ts';
import { createVirtualClock, type VirtualClock } from '../../test/support/virtual-clock.ts';
import { createFaultyTable, type FaultyTable } from './faulty-store.ts';
import { type Applied, createReference } from './reference.ts';

/** Clients that share one circuit. */
export const clientCount = 8;

type Outcome = Parameters<AdmittedCall['end']>[0];

/** Eight clients over a table that fails, with everything wrong that was seen. */
export interface ModelWorld {
  readonly clock: VirtualClock;
  readonly table: FaultyTable;
  readonly wrong: string[];
  /** The changes that were made, as `from>to`, a probe taken over from a dead owner being a `takeover`. */
  readonly changes: string[];
  /** Starts calls of a client that end with an outcome after some milliseconds; does not wait for them. */
  call(client: number, calls: number, end: { readonly outcome: Outcome; readonly tookMs: number }): void;
  override(wanted: Override): void;
}

const name = { provider: 'openai', model: 'm' };
const never = new AbortController().signal;
// Two failures suffice, so that circuits open often.
const policy: BreakerPolicy = { ...breakerPolicyOf('openai'), fewestOutcomes: 2, deviations: 0 };

/** A world that a seed decides. */
export function createModelWorld(seed: number): ModelWorld {
  const clock = createVirtualClock(1_000_000);
  const random = createRandom(seed);
  const wrong: string[] = [];
  const changes: string[] = [];
  const check = createReference(policy);
  const table = createFaultyTable(clock, random, (change) => {
    const fault = check({ ...change, at: clock.now() });
    if (fault) wrong.push(fault);
    changes.push(nameOf(change));
  });
  const ports = { random, policyOf: () => policy, now: clock.now, setTimer: clock.setTimer };
  const clients = Array.from({ length: clientCount }, (_, client) => {
    let ids = 0;
    const newId = () => `${client}/${++ids}`;
    return createCircuits({ ...ports, newId, store: table.connect(client) }).of(name);
  });
  const call = async (circuit: Circuit, outcome: Outcome, tookMs: number): Promise<void> => {
    const admission = await circuit.admit(never);
    if (admission.kind === 'rejected') return;
    await clock.sleep(tookMs);
    await admission.call.end(outcome);
  };
  const note = (error: unknown) => void wrong.push(`a call got an error: ${error}`);
  return {
    clock,
    table,
    wrong,
    changes,
    call(client, calls, { outcome, tookMs }) {
      const circuit = clients[client];
      for (let made = 0; circuit && made < calls; made += 1) call(circuit, outcome, tookMs).catch(note);
    },
    override(wanted) {
      overrideByOperator(table.connect(-1), wanted, clock.now());
    },
  };
}

function nameOf({ before, to }: Pick<Applied, 'before' | 'to'>): string {
  const isTakeover = before.state === 'half_open' && before.owner !== null && to.state === 'half_open';
  return isTakeover && to.owner !== null ? 'takeover' : `${before.state}>${to.state}`;
}

// An operator sees an error and tries again: no fault of the machine.
function overrideByOperator(store: BreakerStore, wanted: Override, now: number): void {
  overrideSharedCircuit(store, { name, wanted, now, reason: 'operator' }).catch(() => undefined);
}
