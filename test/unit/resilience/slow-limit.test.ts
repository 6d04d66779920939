import { expect, test } from '@jest/globals';
import { breakerPolicyOf } from '../../../src/resilience/breaker-policy.ts';
import { createSlowLimit } from '../../../src/resilience/slow-limit.ts';

function limitAfter(...tookMs: readonly number[]): number {
  const limit = createSlowLimit(breakerPolicyOf('openai'));
  for (const took of tookMs) limit.learn(took);
  return limit.limitMs();
}

test('until twenty calls went well, only a call near the time limit is slow', () => {
  expect(limitAfter(...Array(19).fill(1_000))).toBe(22_500);
});

test('where calls are quick, five seconds are slow', () => {
  expect(limitAfter(...Array(20).fill(1_000))).toBe(5_000);
});

test('where calls take long, three times as long is slow', () => {
  expect(limitAfter(...Array(20).fill(6_000))).toBe(18_000);
});

test('near the time limit every call is slow', () => {
  expect(limitAfter(...Array(20).fill(12_000))).toBe(22_500);
});

test('one call in twenty that took long makes no difference', () => {
  expect(limitAfter(20_000, ...Array(19).fill(1_000))).toBe(5_000);
});

test('a model that became slower for good is known after some calls', () => {
  expect(limitAfter(...Array(64).fill(1_000), ...Array(16).fill(7_000))).toBe(21_000);
});
