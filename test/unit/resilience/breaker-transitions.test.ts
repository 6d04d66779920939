import { describe, expect, test } from '@jest/globals';
import { breakerPolicyOf } from '../../../src/resilience/breaker-policy.ts';
import { type BreakerState, initialState } from '../../../src/resilience/breaker-state.ts';
import {
  claimProbe,
  endProbe,
  openCircuit,
  probeIsDue,
} from '../../../src/resilience/breaker-transitions.ts';

const policy = breakerPolicyOf('openai');
const at = (now: number, random = 0.5) => ({ now, random, policy });

const open: BreakerState = {
  ...{ state: 'open', epoch: 4, openedAt: 1_000, retryAt: 11_000, consec: 0, reason: 'failures' },
};
const probing: BreakerState = {
  ...{ state: 'half_open', epoch: 5, openedAt: 1_000, consec: 0, reason: 'failures' },
  ...{ owner: 'me', leaseUntil: 43_500, successes: 2 },
};

describe('opening', () => {
  test('a closed circuit opens for ten seconds, in a new epoch', () => {
    const change = openCircuit(initialState, at(1_000), 'failures');

    expect(change?.from).toEqual({ state: 'closed', epoch: 0 });
    expect(change?.to).toEqual({ ...open, epoch: 1 });
  });

  test.each([
    [0, 9_000],
    [0.999_999, 13_000],
  ])('chance %d moves the end by a fifth', (random, retryAt) => {
    expect(openCircuit(initialState, at(1_000, random), '')?.to).toMatchObject({ retryAt });
  });

  test.each([open, probing])('only a closed circuit opens, not one that is $state', (state) => {
    expect(openCircuit(state, at(1_000), 'failures')).toBeNull();
  });
});

describe('a probe', () => {
  test('is due half a second after the time to retry', () => {
    expect(probeIsDue(open, at(11_499))).toBe(false);
    expect(probeIsDue(open, at(11_500))).toBe(true);
  });

  test('is claimed by one call, for as long as a call may take and two seconds', () => {
    const change = claimProbe(open, at(11_500), 'me');

    expect(change?.from).toEqual({ state: 'open', epoch: 4 });
    expect(change?.to).toEqual({ ...probing, leaseUntil: 43_500, successes: 0 });
  });

  test('is not claimed while another lasts, nor half a second after its lease', () => {
    expect(claimProbe(probing, at(43_999), 'other')).toBeNull();
  });

  test('is taken over from an owner that never told, and the row of successes begins anew', () => {
    const change = claimProbe(probing, at(44_000), 'other');

    expect(change?.to).toMatchObject({ epoch: 6, owner: 'other', successes: 0, leaseUntil: 76_000 });
  });

  test.each([initialState, { state: 'forced_open', epoch: 1, openedAt: 0, reason: '' } as const])(
    'is never claimed of a circuit that is $state',
    (state) => {
      expect(claimProbe(state, at(1e9), 'me')).toBeNull();
    },
  );
});

describe('the end of a probe', () => {
  test('the third success in a row closes the circuit', () => {
    expect(endProbe(probing, at(20_000), { owner: 'me', health: 'well' })?.to).toEqual({
      ...{ state: 'closed', epoch: 6, closedAt: 20_000 },
    });
  });

  test('a success before that lets any other call go on', () => {
    const first = { ...probing, successes: 0 };
    const change = endProbe(first, at(20_000), { owner: 'me', health: 'well' });

    expect(change?.to).toMatchObject({ epoch: 6, owner: null, successes: 1 });
    expect(change && claimProbe(change.to, at(20_000), 'next')?.to).toMatchObject({ successes: 1 });
  });

  test('an outcome that says nothing leaves the row as it is', () => {
    const change = endProbe(probing, at(20_000), { owner: 'me', health: 'unknown' });

    expect(change?.to).toMatchObject({ state: 'half_open', owner: null, successes: 2 });
  });

  test('failures double the time to the next probe up to thirty seconds', () => {
    const waits = [0, 1, 2, 3].map((consec) => {
      const change = endProbe({ ...probing, consec }, at(20_000), { owner: 'me', health: 'sick' });
      return change?.to.state === 'open' ? change.to.retryAt - 20_000 : null;
    });

    expect(waits).toEqual([20_000, 30_000, 30_000, 30_000]);
  });

  test('says nothing when another call owns the circuit', () => {
    expect(endProbe(probing, at(20_000), { owner: 'other', health: 'well' })).toBeNull();
    expect(endProbe(open, at(20_000), { owner: 'me', health: 'well' })).toBeNull();
  });
});
