import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from './gateway-support.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({
    results: "throw new Error('the store is gone')",
    'batch-resource': "return 'no proxy result'",
    health: "return { statusCode: 200, headers: { 'X-Unsendable': 'a\\nb' }, body: '{}' }",
    prometheus: "return { statusCode: 204, headers: { 'X-Answer': 'none' } }",
  });
});

afterAll(() => gateway.stop(0));

function callWithKey(path: string): Promise<Response> {
  return fetch(`${gateway.url}${path}`, { headers: { 'X-API-KEY': gateway.key } });
}

describe('what a function cannot answer', () => {
  test.each([
    ['throws', '/api/v1/evaluations/results/evr_1'],
    ['returns what is no response', '/api/v1/evaluations/batch/batch_1'],
  ])('a function that %s is 503 unavailable with Retry-After', async (_, path) => {
    const response = await callWithKey(path);

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toMatchObject({ code: 'unavailable' });
  });

  test('a header that cannot be sent is 503 unavailable', async () => {
    const response = await callWithKey('/api/v1/health/live');

    expect(await response.json()).toMatchObject({ code: 'unavailable', status: 503 });
  });

  test('an answer without a body goes out without one', async () => {
    const response = await callWithKey('/api/v1/evaluations/metrics');

    expect([response.status, response.headers.get('x-answer'), await response.text()]).toEqual([
      204,
      'none',
      '',
    ]);
  });

  test('a function that takes longer than its time is 504 deadline_exceeded', async () => {
    const slow = await startTestGateway({ 'service-index': 'return new Promise(() => {})' }, 0.05);

    const response = await fetch(slow.url);

    expect(response.status).toBe(504);
    expect(await response.json()).toMatchObject({ code: 'deadline_exceeded' });
    await slow.stop(0);
  });
});
