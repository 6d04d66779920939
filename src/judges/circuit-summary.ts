import type { BreakerState } from '../resilience/breaker-state.ts';
import type { NamedState } from '../resilience/breaker-store.ts';
import type { JudgeIdentity } from './judge.ts';

/** A shared circuit as it is shown; times are epoch milliseconds. */
export interface CircuitFact extends JudgeIdentity {
  readonly state: 'closed' | 'open' | 'half_open';
  /** Whether an operator decided it. */
  readonly forced: boolean;
  /** Since when calls are kept away; null while they are not. */
  readonly openedAt: number | null;
  /** When a call may be tried again; null while nobody knows, or none is kept away. */
  readonly retryAt: number | null;
}

const shownStates = {
  closed: 'closed',
  forced_closed: 'closed',
  half_open: 'half_open',
  open: 'open',
  forced_open: 'open',
} as const satisfies Record<BreakerState['state'], CircuitFact['state']>;

const severity = { closed: 0, half_open: 1, open: 2 } as const;

/** The model of circuits whose own models are none of the service's: callers name models freely. */
export const otherModel = 'other';

/** One circuit per known model, closed if it never opened, and for every provider with others the worst of those. */
export function summarizeCircuits(
  listed: readonly NamedState[],
  known: readonly JudgeIdentity[],
): readonly CircuitFact[] {
  const facts = new Map(known.map((name) => [idOf(name), neverOpened(name)]));
  for (const { name, state } of listed) {
    const shown = facts.has(idOf(name)) ? name : { ...name, model: otherModel };
    const fact = factOf(shown, state);
    facts.set(idOf(shown), worse(facts.get(idOf(shown)) ?? fact, fact));
  }
  return [...facts.values()];
}

/** The circuit that keeps calls away most. */
export function worse(one: CircuitFact, other: CircuitFact): CircuitFact {
  return severity[other.state] > severity[one.state] ? other : one;
}

/** A circuit as it is shown. */
export function factOf({ provider, model }: JudgeIdentity, state: BreakerState): CircuitFact {
  return {
    provider,
    model,
    state: shownStates[state.state],
    forced: state.state.startsWith('forced_'),
    openedAt: 'openedAt' in state ? state.openedAt : null,
    retryAt: 'retryAt' in state ? state.retryAt : null,
  };
}

function neverOpened({ provider, model }: JudgeIdentity): CircuitFact {
  return { provider, model, state: 'closed', forced: false, openedAt: null, retryAt: null };
}

function idOf({ provider, model }: JudgeIdentity): string {
  return `${provider}:${model}`;
}
