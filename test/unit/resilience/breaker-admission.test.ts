import { expect, test } from '@jest/globals';
import { admitCall, admittedShare, retryAfterMs } from '../../../src/resilience/breaker-admission.ts';
import { breakerPolicyOf } from '../../../src/resilience/breaker-policy.ts';
import { type BreakerState, initialState } from '../../../src/resilience/breaker-state.ts';

const policy = breakerPolicyOf('openai');
const at = (now: number, random = 0.5) => ({ now, random, policy });

const open: BreakerState = {
  ...{ state: 'open', epoch: 1, openedAt: 0, retryAt: 10_000, consec: 0, reason: '' },
};
const probing: BreakerState = {
  ...{ state: 'half_open', epoch: 2, openedAt: 0, consec: 0, reason: '' },
  ...{ owner: 'one', leaseUntil: 40_000, successes: 0 },
};

test('a circuit that never opened admits every call', () => {
  expect(admitCall(initialState, at(0, 0.999_999))).toEqual({ kind: 'admit' });
});

test.each([
  [0, 0.1],
  [3_000, 0.181],
  [5_000, 0.325],
  [10_000, 1],
  [60_000, 1],
])('%d ms after it closed a circuit admits %d of the calls', (passed, share) => {
  expect(admittedShare(1_000, 1_000 + passed, policy)).toBeCloseTo(share, 10);
});

test('within the ramp chance decides', () => {
  const closed: BreakerState = { state: 'closed', epoch: 3, closedAt: 1_000 };

  expect(admitCall(closed, at(6_000, 0.32)).kind).toBe('admit');
  expect(admitCall(closed, at(6_000, 0.325))).toEqual({ kind: 'reject', retryAfterMs: 1_000 });
});

test('an open circuit rejects until a probe is due', () => {
  expect(admitCall(open, at(4_000))).toEqual({ kind: 'reject', retryAfterMs: 6_500 });
  expect(admitCall(open, at(10_500)).kind).toBe('probe');
});

test('a half-open circuit rejects while the probe lasts, and admits the next between two', () => {
  expect(admitCall(probing, at(4_000)).kind).toBe('reject');
  expect(admitCall({ ...probing, owner: null }, at(4_000)).kind).toBe('probe');
});

test('a forced circuit is what it was forced to be', () => {
  expect(admitCall({ state: 'forced_open', epoch: 1, openedAt: 0, reason: '' }, at(1e12)).kind).toBe(
    'reject',
  );
  expect(admitCall({ state: 'forced_closed', epoch: 1, closedAt: 0, reason: '' }, at(1, 0.99)).kind).toBe(
    'admit',
  );
});

test('a call that comes back too early is told at least two seconds', () => {
  expect(retryAfterMs(open, at(10_400))).toBe(2_000);
  expect(retryAfterMs(probing, at(0))).toBe(2_000);
});
