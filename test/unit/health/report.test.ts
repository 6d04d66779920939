import { expect, test } from '@jest/globals';
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
