import { expect, test } from '@jest/globals';
import { breakerPolicyOf } from '../../../src/resilience/breaker-policy.ts';

test('a provider differs from the defaults only where it says so', () => {
  const usual = breakerPolicyOf('openai');

  expect(usual.timeoutMs).toBe(30_000);
  expect(breakerPolicyOf('anthropic')).toEqual({ ...usual, timeoutMs: 45_000 });
  expect(breakerPolicyOf('local-llm')).toEqual({ ...usual, timeoutMs: 60_000 });
});

test('a provider whose name every object knows has the defaults', () => {
  expect(breakerPolicyOf('constructor')).toEqual(breakerPolicyOf('openai'));
});
