import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type JudgedService, startJudgedService } from '../support/judged-service.ts';
import { goodSummary, source } from '../support/texts.ts';

const path = '/api/v1/evaluations/geval';
const body = { source_text: source, summary: goodSummary };
const mark = (score: number) => ({ text: JSON.stringify({ analysis: 'Reasoned.', score }) });
let service: JudgedService;

beforeAll(async () => {
  service = await startJudgedService([mark(3)], { JUDGE_TIMEOUT_SECONDS: '3' });
});
// A success ends a pause that another test's failures began.
beforeEach(async () => {
  service.judge.follow([mark(3)]);
  await service.call('POST', path, { ...body, metrics: ['fluency'], samples: 1 });
  service.judge.follow([mark(3)]);
});
afterAll(() => service.stop());

describe('geval by a model', () => {
  test('the configured provider judges, and usage.calls is what it was called', async () => {
    const reply = await service.call('POST', path, body);

    expect(reply.status).toBe(200);
    expect(reply.body.metadata.judge).toMatchObject({ provider: 'openai', model: 'scripted', kind: 'model' });
    expect(reply.body.metadata.usage.calls).toBe(service.judge.calls.length);
    expect(reply.body.metrics.fluency).toMatchObject({ score: 1, raw_score: 3 });
    expect(reply.body.metrics.coherence).toMatchObject({ score: 0.6, raw_score: 3 });
  });

  test('an unusable answer is asked for again once', async () => {
    service.judge.follow([{ text: 'I would rather not say.' }, mark(2)]);

    const reply = await service.call('POST', path, { ...body, metrics: ['fluency'], samples: 1 });

    expect(reply.body.metrics.fluency.raw_score).toBe(2);
    expect(reply.body.metadata.usage.calls).toBe(2);
  });

  test('one failing dimension is listed, and the others are scored', async () => {
    service.judge.follow((call) =>
      JSON.stringify(call.body).includes('Fluency:') ? { status: 401 } : mark(5),
    );

    const reply = await service.call('POST', path, { ...body, samples: 1 });

    expect(reply.status).toBe(200);
    expect(reply.body.partial_results).toBe(true);
    expect(reply.body.metrics).not.toHaveProperty('fluency');
    expect(reply.body.failed_metrics).toEqual([
      { name: 'fluency', code: 'provider_rejected', detail: expect.any(String) },
    ]);
    expect(reply.body.average_score).toBe(1);
  });

  test.each([
    ['rubbish', { text: 'no idea' }, 502, 'judge_misbehaved'],
    ['an empty answer', { text: '' }, 502, 'judge_misbehaved'],
    ['a mark beyond the scale', { text: '{"analysis":"","score":9}' }, 502, 'judge_misbehaved'],
    ['500', { status: 500 }, 503, 'judge_unavailable'],
    ['silence', { fault: 'hang' }, 503, 'judge_unavailable'],
    ['a reset', { fault: 'reset' }, 503, 'judge_unavailable'],
    ['a refused key', { status: 401 }, 502, 'provider_rejected'],
  ] as const)(
    'a judge that answers %s is a typed failure, never a score, and nothing is stored',
    async (_case, answer, status, code) => {
      service.judge.follow([answer]);

      const reply = await service.call('POST', path, { ...body, metrics: ['fluency'], samples: 1 });

      expect(reply.status).toBe(status);
      expect(reply.body.code).toBe(code);
      expect(reply.text).not.toContain('score');
      expect(reply.headers.get('content-type')).toBe('application/problem+json');
    },
  );

  test('an outage opens the shared circuit, and health and metrics say so', async () => {
    service.judge.follow([{ status: 500 }]);

    // Forty calls at once are enough to tell.
    const asked = { ...body, metrics: ['fluency', 'coherence'], model: 'in-flames' };
    await service.call('POST', path, { ...asked, samples: 20 });
    const next = await service.call('POST', path, { ...asked, samples: 1 });
    const health = await service.call('GET', '/api/v1/health/evaluations');
    const metrics = await service.call('GET', '/api/v1/evaluations/metrics');

    expect(next).toMatchObject({ status: 503, body: { code: 'circuit_open' } });
    expect(health.status).toBe(206);
    expect(health.body.components.circuit_breakers.openai).toMatchObject({
      health: expect.stringMatching(/unhealthy|recovering/),
      models: { scripted: { state: 'closed' }, other: { forced: false } },
    });
    expect(health.body.components.circuit_breakers.openai.stats.failures).toBeGreaterThanOrEqual(20);
    expect(metrics.text).toMatch(/^circuit_breaker_state\{provider="openai",model="other"\} [12]$/m);
    expect(metrics.text).toMatch(/^circuit_breaker_transitions_total\{provider="openai",to="open"\} [1-9]/m);
  });

  test('a batch types every item of a failing judge and scores none', async () => {
    service.judge.follow([{ status: 401 }]);

    const reply = await service.call('POST', '/api/v1/evaluations/batch', {
      evaluation_type: 'geval',
      items: [body, body],
      metrics: ['fluency'],
      samples: 1,
    });

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      status: 'failed',
      successful: 0,
      failed: 2,
      average_score: null,
      usage: { calls: 2 },
    });
    expect(reply.body.results.map((item: { error: { code: string } }) => item.error.code)).toEqual([
      'provider_rejected',
      'provider_rejected',
    ]);
  });
});

test('a provider whose token counts make no sense costs no result', async () => {
  service.judge.follow([{ ...mark(3), usage: { prompt_tokens: 10.5, completion_tokens: -1 } }]);

  const reply = await service.call('POST', '/api/v1/evaluations/batch', {
    evaluation_type: 'geval',
    items: [body],
    metrics: ['fluency'],
    samples: 1,
  });

  expect(reply.body).toMatchObject({ status: 'completed', usage: { calls: 1, prompt_tokens: 0 } });
});

test("a provider's own Retry-After is passed on", async () => {
  service.judge.follow([{ status: 429, headers: { 'Retry-After': '60' } }]);

  const reply = await service.call('POST', path, { ...body, metrics: ['fluency'], samples: 1 });

  expect(reply.status).toBe(503);
  expect(reply.headers.get('retry-after')).toBe('60');
  const metrics = await service.call('GET', '/api/v1/evaluations/metrics');
  expect(metrics.text).toMatch(/evaluation_errors_total\{type="geval",error_category="rate_limit"\} [1-9]/);
});
