import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestService, type TestService } from '../support/client.ts';
import { goodSummary, nonsense, source } from '../support/texts.ts';

const path = '/api/v1/evaluations/geval';
let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

const body = { source_text: source, summary: goodSummary, api_name: 'embedded' };

describe('geval by the embedded judge', () => {
  test('answers four scores within 0..1, labelled heuristic', async () => {
    const reply = await service.call('POST', path, body);

    expect(reply.status).toBe(200);
    expect(Object.keys(reply.body.metrics).sort()).toEqual([
      'coherence',
      'consistency',
      'fluency',
      'relevance',
    ]);
    for (const { score } of Object.values(reply.body.metrics) as { score: number }[]) {
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }
    expect(reply.body.metadata.judge).toMatchObject({
      provider: 'embedded',
      kind: 'embedded',
      label: 'heuristic',
    });
    expect(reply.body.metadata.usage).toMatchObject({ calls: 0, cost_usd: null });
  });

  test('scores nonsense below a faithful summary', async () => {
    const good = await service.call('POST', path, body);
    const bad = await service.call('POST', path, { ...body, summary: nonsense });

    expect(bad.body.average_score).toBeLessThan(good.body.average_score - 0.1);
  });

  test('names an unknown field and the one that was meant', async () => {
    const reply = await service.call('POST', path, { ...body, metrcs: ['fluency'] });

    expect(reply.body.metadata.warnings).toEqual([
      'unknown field "metrcs" was ignored; did you mean "metrics"?',
    ]);
  });

  test('a trailing slash is the same path', async () => {
    expect((await service.call('POST', `${path}/`, body)).status).toBe(200);
  });
});
