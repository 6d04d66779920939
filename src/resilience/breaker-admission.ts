import type { BreakerPolicy } from './breaker-policy.ts';
import type { BreakerState } from './breaker-state.ts';
import { type Moment, probeIsDue } from './breaker-transitions.ts';

/** What a state says to one call: go, make the probe that is due, or come back later. */
export type Verdict =
  | { readonly kind: 'admit' }
  | { readonly kind: 'probe' }
  | { readonly kind: 'reject'; readonly retryAfterMs: number };

const firstShare = 0.1;
// When a probe runs nobody knows how long it takes; when an operator opened the circuit, nobody knows at all.
const betweenProbesMs = 2_000;
const forcedMs = 30_000;

/** Judges one call by the state of its circuit. */
export function admitCall(state: BreakerState, moment: Moment): Verdict {
  if (state.state === 'forced_closed') return { kind: 'admit' };
  if (state.state === 'closed') return rampUp(state.closedAt, moment);
  if (probeIsDue(state, moment)) return { kind: 'probe' };
  return { kind: 'reject', retryAfterMs: retryAfterMs(state, moment) };
}

/** Milliseconds that a call should stay away from a circuit that has no probe for it to make. */
export function retryAfterMs(state: BreakerState, { now, policy }: Omit<Moment, 'random'>): number {
  if (state.state === 'forced_open') return forcedMs;
  const wait = state.state === 'open' ? state.retryAt + policy.clockMarginMs - now : 0;
  return Math.max(wait, betweenProbesMs);
}

function rampUp(closedAt: number | null, { now, random, policy }: Moment): Verdict {
  if (random < admittedShare(closedAt, now, policy)) return { kind: 'admit' };
  return { kind: 'reject', retryAfterMs: 1_000 };
}

/** The share of calls that a closed circuit admits. */
export function admittedShare(closedAt: number | null, now: number, { rampMs }: BreakerPolicy): number {
  if (closedAt === null) return 1;
  const grown = Math.min(1, Math.max(0, now - closedAt) / rampMs);
  // Squared: who is refused asks again sooner than who is served, so that a straight line would bring more than it says.
  return firstShare + (1 - firstShare) * grown ** 2;
}
