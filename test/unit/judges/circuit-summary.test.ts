import { expect, test } from '@jest/globals';
import { summarizeCircuits } from '../../../src/judges/circuit-summary.ts';
import type { BreakerState } from '../../../src/resilience/breaker-state.ts';

const known = [
  { provider: 'openai', model: 'gpt-5-mini' },
  { provider: 'groq', model: 'oss' },
];
const open: BreakerState = { state: 'open', epoch: 1, openedAt: 1, retryAt: 9, consec: 0, reason: 'r' };
const closed: BreakerState = { state: 'closed', epoch: 2, closedAt: 5 };
const halfOpen: BreakerState = {
  state: 'half_open',
  epoch: 2,
  openedAt: 1,
  consec: 0,
  reason: 'r',
  owner: null,
  leaseUntil: 0,
  successes: 0,
};

function summary(...states: [provider: string, model: string, state: BreakerState][]) {
  const listed = states.map(([provider, model, state]) => ({ name: { provider, model }, state }));
  return summarizeCircuits(listed, known).map(
    ({ provider, model, state }) => `${provider} ${model} ${state}`,
  );
}

test('known models that never opened are closed', () => {
  expect(summary()).toEqual(['openai gpt-5-mini closed', 'groq oss closed']);
});

test('a known model is shown as it is', () => {
  expect(
    summarizeCircuits([{ name: known[0] ?? { provider: '', model: '' }, state: open }], known)[0],
  ).toEqual({
    provider: 'openai',
    model: 'gpt-5-mini',
    state: 'open',
    forced: false,
    openedAt: 1,
    retryAt: 9,
  });
});

test.each([
  [[closed, open, halfOpen], 'open'],
  [[closed, halfOpen], 'half_open'],
  [[closed], 'closed'],
] as const)('of models that callers named the worst stands for all', (states, expected) => {
  const shown = summary(
    ...states.map((state, index) => ['openai', `made-up-${index}`, state] as [string, string, BreakerState]),
  );

  expect(shown).toEqual(['openai gpt-5-mini closed', 'groq oss closed', `openai other ${expected}`]);
});

test.each([
  [{ state: 'forced_open', epoch: 1, openedAt: 1, reason: 'r' }, 'open'],
  [{ state: 'forced_closed', epoch: 1, closedAt: 1, reason: 'r' }, 'closed'],
] as const)('what an operator decided is shown with that: %j', (state, expected) => {
  const [fact] = summarizeCircuits([{ name: { provider: 'groq', model: 'x' }, state }], []);

  expect(fact).toMatchObject({ state: expected, forced: true });
});
