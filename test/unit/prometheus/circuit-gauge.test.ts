import { expect, test } from '@jest/globals';
import { circuitGauge } from '../../../functions/prometheus/circuit-gauge.ts';
import type { StoredNumber } from '../../../src/telemetry/recorder.ts';

const configured = [{ provider: 'openai', model: 'gpt-5-mini' }];
const open = { state: 'open', epoch: 1, openedAt: 0, retryAt: 0, consec: 0, reason: 'r' } as const;

function requestsOf(provider: string, model: string): StoredNumber {
  return { family: 'judge_requests_total', labels: { provider, model }, part: 'n', value: 1 };
}

test('configured models and those that were called have a series before anything opens', () => {
  const { series } = circuitGauge([], configured, [
    requestsOf('openai', 'gpt-5-mini'),
    requestsOf('groq', 'oss'),
  ]);

  expect(series).toEqual([
    { labels: { provider: 'openai', model: 'gpt-5-mini' }, value: 0 },
    { labels: { provider: 'groq', model: 'oss' }, value: 0 },
  ]);
});

test('an open circuit of a model that a caller made up is the worst of the others', () => {
  const listed = [
    { name: { provider: 'openai', model: 'made up' }, state: open },
    {
      name: { provider: 'openai', model: 'gpt-5-mini' },
      state: { state: 'closed', epoch: 2, closedAt: 1 } as const,
    },
  ];

  expect(circuitGauge(listed, configured, [requestsOf('openai', 'other')]).series).toEqual([
    { labels: { provider: 'openai', model: 'gpt-5-mini' }, value: 0 },
    { labels: { provider: 'openai', model: 'other' }, value: 1 },
  ]);
});
