import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Echo, readEcho, startTestGateway, type TestGateway } from './gateway-support.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.stop(0));

/** What the function was called with. */
async function eventOf(path: string, options: RequestInit = {}) {
  const headers = { 'X-API-KEY': gateway.key, ...options.headers };
  const response = await fetch(`${gateway.url}${path}`, { ...options, headers });
  return readEcho(response);
}

describe('the event', () => {
  test('names the route, the request and its caller', async () => {
    const before = Date.now();

    const { name, functionName, event } = await eventOf('/api/v1/evaluations/geval', {
      method: 'POST',
      body: '{"a":1}',
    });

    expect([name, functionName]).toEqual(['geval', 'geval']);
    expect(event).toMatchObject({
      httpMethod: 'POST',
      path: '/v1/evaluations/geval',
      resource: '/v1/evaluations/geval',
      pathParameters: null,
      queryStringParameters: null,
      body: '{"a":1}',
      isBase64Encoded: false,
    });
    expect(event.requestContext).toMatchObject({
      httpMethod: 'POST',
      path: '/api/v1/evaluations/geval',
      resourcePath: '/v1/evaluations/geval',
      stage: 'api',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      identity: { sourceIp: '127.0.0.1', apiKeyId: 'local' },
    });
    expect(event.requestContext.requestTimeEpoch).toBeGreaterThanOrEqual(before);
  });

  test('has path parameters decoded', async () => {
    const { event } = await eventOf('/api/v1/evaluations/batch/a%2Fb%20c/results');

    expect(event.pathParameters).toEqual({ batch_id: 'a/b c' });
    expect(event.resource).toBe('/v1/evaluations/batch/{batch_id}/results');
  });

  test('keeps a parameter that does not decode as it is', async () => {
    const { event } = await eventOf('/api/v1/evaluations/results/%zz');

    expect(event.pathParameters).toEqual({ evaluation_id: '%zz' });
  });

  test('has the last value of a repeated query parameter, and all of them', async () => {
    const { event } = await eventOf('/api/v1/evaluations/batch?limit=1&limit=2&cursor=a%2Bb');

    expect(event.queryStringParameters).toEqual({ limit: '2', cursor: 'a+b' });
    expect(event.multiValueQueryStringParameters).toEqual({ limit: ['1', '2'], cursor: ['a+b'] });
  });

  test('has header names as they were sent, and all values of a repeated one', async () => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const headers = { 'X-Several': ['one', 'two'] };
    request(`${gateway.url}/api/v1`, { headers }, (response) => {
      response.on('data', (chunk) => resolve(String(chunk)));
    })
      .on('error', reject)
      .end();

    const { event } = JSON.parse(await promise) as Echo;

    expect(event.headers['X-Several']).toBe('two');
    expect(event.multiValueHeaders['X-Several']).toEqual(['one', 'two']);
  });

  test('has a body that is no UTF-8 with replacement characters', async () => {
    const body = Buffer.from([0x22, 0xff, 0x22]);

    const { event } = await eventOf('/api/v1/evaluations/geval', { method: 'POST', body });

    expect(event.body).toBe('"\ufffd"');
  });
});

describe('the path', () => {
  test.each([
    ['/', 'service-index', '/'],
    ['/api', 'service-index', '/'],
    ['/api/', 'service-index', '/'],
    ['/api/v1', 'service-index', '/v1'],
    ['/api/v1/', 'service-index', '/v1'],
    ['/api/v1/evaluations/batch/', 'batch-resource', '/v1/evaluations/batch'],
    ['/api/v1/evaluations/batch/b/', 'batch-resource', '/v1/evaluations/batch/{batch_id}'],
    ['/api/v1/evaluations/metrics', 'prometheus', '/v1/evaluations/metrics'],
    ['/api/v1/evaluations/batch//results', 'batch-resource', '/v1/evaluations/batch/{batch_id}/results'],
  ])('%s leads to %s', async (path, name, resource) => {
    expect(await eventOf(path)).toMatchObject({ name, event: { resource } });
  });

  test('HEAD is answered as GET without the body', async () => {
    const response = await fetch(`${gateway.url}/api/v1/health/live`, { method: 'HEAD' });

    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0);
    expect(await response.text()).toBe('');
  });
});
