import { expect, test } from '@jest/globals';
import { overrideCircuit } from '../../../src/resilience/breaker-override.ts';
import { breakerPolicyOf } from '../../../src/resilience/breaker-policy.ts';
import { type BreakerState, initialState } from '../../../src/resilience/breaker-state.ts';
import { claimProbe, endProbe, openCircuit } from '../../../src/resilience/breaker-transitions.ts';

const note = { now: 5_000, reason: 'maintenance' };
const moment = { now: 1e12, random: 0.5, policy: breakerPolicyOf('openai') };
const forced: readonly BreakerState[] = [
  { state: 'forced_open', epoch: 3, openedAt: 1, reason: '' },
  { state: 'forced_closed', epoch: 3, closedAt: 1, reason: '' },
];

test('an operator opens or closes a circuit whatever it is, in a new epoch', () => {
  expect(overrideCircuit(initialState, 'open', note)?.to).toEqual({
    ...{ state: 'forced_open', epoch: 1, openedAt: 5_000, reason: 'maintenance' },
  });
  expect(overrideCircuit(forced[0] ?? initialState, 'closed', note)?.to).toEqual({
    ...{ state: 'forced_closed', epoch: 4, closedAt: 5_000, reason: 'maintenance' },
  });
});

test('left to itself a circuit is closed in a new epoch, by the ramp if it was open', () => {
  expect(forced.map((state) => overrideCircuit(state, 'automatic', note)?.to)).toEqual([
    { state: 'closed', epoch: 4, closedAt: 5_000 },
    { state: 'closed', epoch: 4, closedAt: null },
  ]);
});

test('a circuit that is not forced is left to itself already', () => {
  expect(overrideCircuit(initialState, 'automatic', note)).toBeNull();
});

test.each(forced)('no outcome changes a circuit that is $state', (state) => {
  expect(openCircuit(state, moment, '')).toBeNull();
  expect(claimProbe(state, moment, 'me')).toBeNull();
  expect(endProbe(state, moment, { owner: 'me', health: 'well' })).toBeNull();
});
