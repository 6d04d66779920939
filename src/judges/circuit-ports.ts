import type { BreakerPolicy } from '../resilience/breaker-policy.ts';
import type { BreakerState } from '../resilience/breaker-state.ts';
import type { BreakerStore, CircuitName } from '../resilience/breaker-store.ts';
import type { Moment } from '../resilience/breaker-transitions.ts';

/** What circuits are made of. */
export interface CircuitPorts {
  readonly store: BreakerStore;
  readonly policyOf: (provider: string) => BreakerPolicy;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** An id that no other call has. */
  readonly newId: () => string;
  /** Does something after some milliseconds, unless the function it returns is called before. */
  readonly setTimer: (action: () => void, milliseconds: number) => () => void;
  /** Told once in the fleet, by the environment that made the change. */
  readonly onTransition: (change: CircuitName & { readonly to: BreakerState['state'] }) => void;
  readonly onRejection: (name: CircuitName) => void;
}

/** Whose circuit it is, how it behaves, and what it is made of. */
export interface CircuitFrame {
  readonly name: CircuitName;
  readonly policy: BreakerPolicy;
  readonly ports: CircuitPorts;
}

/** The present, with a new number of chance. */
export function momentOf({ policy, ports }: CircuitFrame): Moment {
  return { now: ports.now(), random: ports.random(), policy };
}

/** Waits for some milliseconds, or until the signal aborts. */
export function pauseFor(ports: CircuitPorts, milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = ports.setTimer(resolve, milliseconds);
  const stop = () => {
    cancel();
    resolve();
  };
  signal.addEventListener('abort', stop, { once: true });
  return promise.finally(() => signal.removeEventListener('abort', stop));
}

/** Asks the table, for no longer than the policy waits for it: a table that hangs must not hold calls up. */
export async function askTable<Answer>(
  { policy, ports }: CircuitFrame,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const controller = new AbortController();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const cancel = ports.setTimer(() => {
    controller.abort();
    reject(new Error('the table took too long'));
  }, policy.tableMs);
  try {
    return await Promise.race([ask(controller.signal), late]);
  } finally {
    cancel();
  }
}
