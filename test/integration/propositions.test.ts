import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestService, type TestService } from '../support/client.ts';

const path = '/api/v1/evaluations/propositions';
let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

const body = {
  extracted: ['Alice founded Acme Corp in 2020', 'Bob joined Acme in 2021'],
  reference: ['Alice founded Acme Corp in 2020', 'Carol raised funding for Acme in 2022'],
  method: 'jaccard',
  threshold: 0.5,
};

describe('propositions', () => {
  test('are compared without a judge', async () => {
    const reply = await service.call('POST', path, body);

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
      claim_density_per_100_tokens: 18.1818,
      avg_prop_len_tokens: 5.5,
      failed_metrics: [],
      skipped_metrics: [],
    });
    expect(reply.body.metadata.judge).toBeNull();
    expect(reply.body.metadata.usage.calls).toBe(0);
  });

  test('warn of a field that has no effect here', async () => {
    const reply = await service.call('POST', path, { ...body, tresholds: 1 });

    expect(reply.body.metadata.warnings).toEqual([
      'unknown field "tresholds" was ignored; did you mean "threshold"?',
    ]);
  });

  test('in a batch fail alone, and are aggregated', async () => {
    const items = [body, { ...body, threshold: 0 }, { ...body, extracted: [] }];

    const reply = await service.call('POST', '/api/v1/evaluations/batch', {
      evaluation_type: 'propositions',
      items,
    });

    expect(reply.body).toMatchObject({ status: 'completed', successful: 2, failed: 1, average_score: 0.5 });
    expect(Object.keys(reply.body.aggregate_metrics).sort()).toEqual(['f1', 'precision', 'recall']);
    expect(reply.body.aggregate_metrics.f1).toMatchObject({ mean: 0.5, count: 2, failed: 0, skipped: 0 });
    expect(reply.body.results[2].error).toEqual({
      code: 'invalid_request',
      detail: 'items[2].extracted has 0 items; at least 1',
    });
    expect(reply.body.usage.calls).toBe(0);
  });

  test.each([
    ['an empty list', { ...body, reference: [] }, ['reference'], 'reference has 0 items; at least 1'],
    [
      'a list of 100,000',
      { ...body, extracted: Array(100_000).fill(0) },
      ['extracted'],
      'extracted has 100000 items; at most 1000',
    ],
    ['a threshold of 2', { ...body, threshold: 2 }, ['threshold'], 'threshold must be at most 1'],
    [
      'a number for a text',
      { ...body, extracted: ['a', 5] },
      ['extracted', 1],
      'extracted[1] must be a string',
    ],
    ['another method', { ...body, method: 'x' }, ['method'], 'method must be one of semantic, jaccard'],
  ])('with %s are a 422 that names the field', async (_, invalid, field, detail) => {
    const reply = await service.call('POST', path, invalid);

    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({ code: 'invalid_request', detail });
    expect(reply.body.errors[0].loc).toEqual(['body', ...field]);
  });
});
