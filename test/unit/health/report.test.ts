import { describe, expect, test } from '@jest/globals';
import { reportHealth } from '../../../functions/health/report.ts';
import type { Probes } from '../../../src/platform/health.ts';

const probes: Probes = {
  database: 'healthy',
  queue: 'healthy',
  bucket: 'healthy',
  depth: null,
  lastHour: null,
};

test.each([
  [[], { status: 'not_configured', providers: [] }],
  [['mistral', 'openai'], { status: 'configured', providers: ['mistral', 'openai'] }],
] as const)('with embeddings of %j the report says %j', (embeddings, expected) => {
  const report = reportHealth({ probes, circuits: {}, embeddings, now: 0, counts: false });

  expect(report.components.embeddings).toEqual(expected);
  expect(report.status).toBe('healthy');
});

describe('the shared circuits', () => {
  const stats = { failures: 9, successes: 1, last_failure: '2026-11-24T12:00:00.000Z' };
  const retry_at = '2026-11-24T12:00:10.000Z';
  const open = { state: 'open', health: 'unhealthy', forced: false, retry_at, stats } as const;
  const circuits = { openai: { ...open, models: { m: open } } };

  test('degrade the report while one is not closed, and show when it is tried again', () => {
    const report = reportHealth({
      probes,
      circuits,
      embeddings: [],
      now: 0,
      counts: true,
    });

    expect(report.status).toBe('degraded');
    expect(report.components.circuit_breakers).toEqual(circuits);
  });

  test('show no counts to callers without a key', () => {
    const report = reportHealth({
      probes,
      circuits,
      embeddings: [],
      now: 0,
      counts: false,
    });

    const { stats: _stats, ...shown } = open;
    expect(report.components.circuit_breakers).toEqual({ openai: { ...shown, models: { m: shown } } });
  });
});
