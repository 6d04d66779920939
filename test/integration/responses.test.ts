import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type JudgedService, startJudgedService } from '../support/judged-service.ts';
import type { JudgeCall } from '../support/scripted-judge.ts';

const base = '/api/v1/evaluations';
let service: JudgedService;

const mark = (score: number) => ({ text: JSON.stringify({ analysis: 'Reasoned.', score }) });
const asks = (call: JudgeCall, words: string) => JSON.stringify(call.body).includes(words);
/** Prefers the response that says seven, wherever it stands. */
const preferSeven = (call: JudgeCall) => {
  const winner = asks(call, String.raw`\"response 1\">\nSeven`) ? 1 : 2;
  return { text: JSON.stringify({ analysis: 'Seven is prime.', winner }) };
};

const bodies = {
  'response-quality': {
    prompt: 'Reply in JSON with key ok',
    response: '{"ok":true}',
    expected_format: 'JSON object',
    evaluation_criteria: { brevity: 'No extra text' },
    samples: 1,
  },
  'custom-metric': {
    name: 'politeness',
    description: 'Tone',
    evaluation_prompt: 'Rate the politeness of: {text}',
    input_data: { text: 'Please wait.' },
    scoring_criteria: { '10': 'very polite', '1': 'rude' },
    samples: 1,
  },
  pairwise: { prompt: 'Name a prime.', response_a: 'Seven', response_b: 'Nine', criteria: 'correctness' },
} as const;
const routes = Object.keys(bodies) as (keyof typeof bodies)[];

const post = (route: keyof typeof bodies, fields: Record<string, unknown> = {}) =>
  service.call('POST', `${base}/${route}`, { ...bodies[route], ...fields });

beforeAll(async () => {
  service = await startJudgedService([mark(3)], { JUDGE_TIMEOUT_SECONDS: '3' });
});
// A success ends a pause that another test's failures began.
beforeEach(async () => {
  service.judge.follow([mark(3)]);
  await post('custom-metric');
  service.judge.follow([mark(4)]);
});
afterAll(() => service.stop());

describe('response-quality', () => {
  test('answers a metric per criterion, their mean and the format', async () => {
    const reply = await post('response-quality', { weights: { brevity: 0 } });

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      metrics: { relevance: { score: 0.8, raw_score: 4 }, custom_brevity: { score: 0.8 } },
      overall_quality: 0.8,
      format_compliance: { compliant: true, issues: [] },
      issues: [],
      improvements: [],
      failed_metrics: [],
      skipped_metrics: [],
      metadata: { usage: { calls: 5 }, judge: { kind: 'model', prompt_version: 1, agreement: null } },
    });
    expect(service.judge.calls).toHaveLength(5);
  });

  test('asks once more for a format that code cannot check', async () => {
    service.judge.follow((call) =>
      asks(call, 'The format that was asked for')
        ? { text: '{"compliant":false,"issues":["It is no haiku."]}' }
        : mark(4),
    );

    const reply = await post('response-quality', { expected_format: 'A haiku', samples: 1 });

    expect(reply.body.format_compliance).toEqual({ compliant: false, issues: ['It is no haiku.'] });
    expect(reply.body.issues).toEqual(['It is no haiku.']);
    expect(reply.body.metadata.usage.calls).toBe(6);
    expect(service.judge.calls).toHaveLength(6);
  });

  test('lists a criterion whose judgement failed and scores the others', async () => {
    service.judge.follow((call) => (asks(call, 'brevity') ? { status: 401 } : mark(5)));

    const reply = await post('response-quality');

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      overall_quality: 1,
      partial_results: true,
      failed_metrics: [{ name: 'custom_brevity', code: 'provider_rejected' }],
    });
    expect(reply.body.metrics).not.toHaveProperty('custom_brevity');
    expect(reply.body.metadata.usage.calls).toBe(service.judge.calls.length);
  });

  test('a format that could not be checked is a warning beside the metrics', async () => {
    service.judge.follow((call) => (asks(call, 'The format that was asked for') ? { status: 401 } : mark(4)));

    const reply = await post('response-quality', { expected_format: 'A haiku' });

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      overall_quality: 0.8,
      format_compliance: { compliant: null, issues: ['could not be checked: provider_rejected'] },
      failed_metrics: [],
      metadata: { warnings: ['expected_format could not be checked: provider_rejected'] },
    });
  });

  test('names an unknown weight', async () => {
    const reply = await post('response-quality', { weights: { tone: 1 } });

    expect(reply.status).toBe(422);
    expect(reply.body.detail).toMatch(/^weights\.tone is none of/);
    expect(reply.body.errors[0].loc).toEqual(['body', 'weights', 'tone']);
  });

  test('takes no criterion that would be a prototype', async () => {
    const body = JSON.stringify(bodies['response-quality']).replace('"brevity"', '"__proto__"');

    const reply = await service.call('POST', `${base}/response-quality`, body);

    expect(reply.status).toBe(400);
  });
});

describe('custom-metric', () => {
  test('answers one score under its name', async () => {
    service.judge.follow([mark(9)]);

    const reply = await post('custom-metric');

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      metric_name: 'politeness',
      score: 0.9,
      raw_score: 9,
      explanation: 'Reasoned.',
      details: { scale: [1, 10], samples: [9], standard_error: null, prompt_version: 1 },
      metadata: { usage: { calls: 1 } },
    });
    expect(service.judge.calls).toHaveLength(1);
  });

  test('names a placeholder without data, and warns of data without a placeholder', async () => {
    const missing = await post('custom-metric', { evaluation_prompt: 'Rate {__proto__}' });
    const unused = await post('custom-metric', { input_data: { text: 'Please.', x: 1 } });

    expect(missing.status).toBe(422);
    expect(missing.body.detail).toBe('input_data has no "__proto__", which evaluation_prompt refers to');
    expect(unused.body.metadata.warnings).toEqual(['input_data.x is not used by evaluation_prompt']);
  });

  test('deep data is refused, not a crash', async () => {
    const deep = `${'['.repeat(500)}${']'.repeat(500)}`;
    const body = JSON.stringify(bodies['custom-metric']).replace('"Please wait."', deep);

    const reply = await service.call('POST', `${base}/custom-metric`, body);

    expect(reply.status).toBe(422);
    expect(reply.body.detail).toBe('input_data.text is nested deeper than 50 levels');
  });

  test('a result is kept whatever its name is', async () => {
    const reply = await post('custom-metric', { name: 'constructor' });

    expect(reply.status).toBe(200);
    const stored = await service.call('GET', `${base}/results/${reply.body.metadata.evaluation_id}`);
    expect(stored.body.results).toMatchObject({ metric_name: 'constructor', score: 0.4 });
  });

  test('a batch has the mean under its name, whatever the name is', async () => {
    const item = { ...bodies['custom-metric'], name: 'constructor' };

    const reply = await service.call('POST', `${base}/batch`, {
      evaluation_type: 'custom_metric',
      items: [item, { ...item, api_name: 'embedded' }],
    });

    expect(reply.body).toMatchObject({
      status: 'completed',
      average_score: 0.4,
      aggregate_metrics: { constructor: { mean: 0.4, count: 1 } },
    });
  });
});

describe('pairwise', () => {
  test('judges both orders and answers their common winner', async () => {
    service.judge.follow(preferSeven);

    const reply = await post('pairwise');

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      preference: 'a',
      consistent: true,
      confidence: 1,
      explanation: 'Seven is prime.',
      verdicts: [
        { order: 'ab', winner: 'a' },
        { order: 'ba', winner: 'a' },
      ],
      metadata: { usage: { calls: 6 } },
    });
    expect(service.judge.calls).toHaveLength(6);
  });

  test('a judge that goes by the position is a tie', async () => {
    service.judge.follow([{ text: '{"analysis":"The first.","winner":1}' }]);

    const reply = await post('pairwise');

    expect(reply.body).toMatchObject({ preference: 'tie', consistent: false, confidence: 0 });
  });

  test('one order alone is no preference', async () => {
    service.judge.follow((call) =>
      asks(call, String.raw`\"response 1\">\nSeven`) ? preferSeven(call) : { status: 401 },
    );

    const reply = await post('pairwise');

    expect(reply.status).toBe(502);
    expect(reply.body.code).toBe('provider_rejected');
  });

  test('the mean of a batch is the win rate of response_a', async () => {
    service.judge.follow(preferSeven);
    const [won, lost] = [bodies.pairwise, { ...bodies.pairwise, response_a: 'Nine', response_b: 'Seven' }];

    const reply = await service.call('POST', `${base}/batch`, {
      evaluation_type: 'pairwise',
      items: [won, won, won, lost],
    });

    expect(reply.body.aggregate_metrics.preference).toMatchObject({ mean: 0.75, count: 4 });
    expect(reply.body).toMatchObject({ average_score: null, usage: { calls: 24 } });
  });
});

describe.each(routes)('%s', (route) => {
  test.each([
    ['a refused key', { status: 401 }, 502, 'provider_rejected'],
    ['an outage', { status: 500 }, 503, 'judge_unavailable'],
    ['rubbish', { text: 'no idea' }, 502, 'judge_misbehaved'],
  ] as const)('%s is an error, never a score', async (_case, answer, status, code) => {
    service.judge.follow([answer]);

    const reply = await post(route);

    expect(reply.status).toBe(status);
    expect(reply.body.code).toBe(code);
    expect(reply.text).not.toMatch(/score|preference/);
  });

  test('by the embedded judge skips what needs a model', async () => {
    service.judge.follow([mark(4)]);

    const reply = await post(route, { api_name: 'embedded' });

    const reasons = reply.body.skipped_metrics.map(({ reason }: { reason: string }) => reason);
    expect(reply.status).toBe(200);
    expect(reasons).toContain('needs a model judge');
    expect(reply.body.failed_metrics).toEqual([]);
    expect(reply.body.metadata).toMatchObject({ usage: { calls: 0 }, judge: { label: 'heuristic' } });
    expect(service.judge.calls).toHaveLength(0);
  });
});
