import type { BreakerPolicy } from './breaker-policy.ts';
import { type BreakerState, changeTo, type Transition } from './breaker-state.ts';

/** What a change depends on beside the state. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly now: number;
  /** A number in [0, 1). */
  readonly random: number;
  readonly policy: BreakerPolicy;
}

/** Opens a closed circuit; null for any other. */
export function openCircuit(state: BreakerState, moment: Moment, reason: string): Transition | null {
  if (state.state !== 'closed') return null;
  const { now } = moment;
  const retryAt = now + openForMs(0, moment);
  return changeTo(state, (epoch) => ({ state: 'open', epoch, openedAt: now, retryAt, consec: 0, reason }));
}

/** Whether the next probe may be made. */
export function probeIsDue(state: BreakerState, { now, policy }: Omit<Moment, 'random'>): boolean {
  if (state.state === 'open') return state.retryAt + policy.clockMarginMs <= now;
  if (state.state !== 'half_open') return false;
  return state.owner === null || state.leaseUntil + policy.clockMarginMs <= now;
}

/** Makes a call the owner of the one probe; null while none is due. A probe whose owner never told ends the row of successes. */
export function claimProbe(
  state: BreakerState,
  moment: Omit<Moment, 'random'>,
  owner: string,
): Transition | null {
  if (!isOpenInPart(state) || !probeIsDue(state, moment)) return null;
  const { openedAt, consec, reason } = state;
  const leaseUntil = moment.now + moment.policy.timeoutMs + moment.policy.leaseExtraMs;
  const successes = state.state === 'half_open' && state.owner === null ? state.successes : 0;
  return changeTo(state, (epoch) => ({
    state: 'half_open',
    ...{ epoch, openedAt, consec, reason, owner, leaseUntil, successes },
  }));
}

function isOpenInPart(state: BreakerState): state is BreakerState & { state: 'open' | 'half_open' } {
  return state.state === 'open' || state.state === 'half_open';
}

/** How a probe ended: what it tells of the provider, if anything. */
export interface ProbeEnd {
  readonly owner: string;
  readonly health: 'well' | 'sick' | 'unknown';
}

/** Takes in how a probe ended; null unless its call owns the circuit. */
export function endProbe(
  state: BreakerState,
  moment: Moment,
  { owner, health }: ProbeEnd,
): Transition | null {
  if (state.state !== 'half_open' || state.owner !== owner) return null;
  if (health === 'sick') return reopen(state, moment);
  const successes = state.successes + (health === 'well' ? 1 : 0);
  const { now, policy } = moment;
  if (successes >= policy.successesToClose) {
    return changeTo(state, (epoch) => ({ state: 'closed', epoch, closedAt: now }));
  }
  return changeTo(state, (epoch) => ({ ...state, epoch, owner: null, leaseUntil: now, successes }));
}

function reopen(state: BreakerState & { state: 'half_open' }, moment: Moment): Transition {
  const { openedAt, reason } = state;
  const consec = state.consec + 1;
  const retryAt = moment.now + openForMs(consec, moment);
  return changeTo(state, (epoch) => ({ state: 'open', epoch, openedAt, retryAt, consec, reason }));
}

/** Doubles with each failed probe up to the longest, give or take a fifth. */
function openForMs(consec: number, { random, policy }: Moment): number {
  const usual = Math.min(policy.longestOpenMs, policy.openMs * 2 ** consec);
  return Math.round(usual * (0.8 + 0.4 * random));
}
