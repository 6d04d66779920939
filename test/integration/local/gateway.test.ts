import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readEcho, startTestGateway, type TestGateway } from './gateway-support.ts';

const elevenMegabytes = Buffer.alloc(11 * 1024 * 1024, 'a');
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.stop(0));

function call(path: string, options: RequestInit = {}): Promise<Response> {
  return fetch(`${gateway.url}${path}`, { method: 'POST', ...options });
}

function callWithKey(path: string, options: RequestInit = {}): Promise<Response> {
  return call(path, { ...options, headers: { 'X-API-KEY': gateway.key, ...options.headers } });
}

describe('the order of checks', () => {
  test('a body above 10 MB is 413 before the route and the credentials are looked at', async () => {
    const response = await call('/api/v1/nowhere', { body: elevenMegabytes });

    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'too_large', status: 413, title: 'Too large' });
    expect(response.headers.get('connection')).toBe('close');
  });

  test('a body of unknown length is 413 as soon as it is above 10 MB', async () => {
    const body = new Blob([elevenMegabytes]).stream();

    const response = await call('/api/v1/nowhere', { body, duplex: 'half' } as RequestInit);

    expect(await response.json()).toMatchObject({ code: 'too_large' });
  });

  test('a body of 10 MB is taken', async () => {
    const body = elevenMegabytes.subarray(0, 10 * 1024 * 1024);

    const response = await callWithKey('/api/v1/evaluations/geval', { body });

    expect((await readEcho(response)).event.body).toHaveLength(body.length);
  });

  test.each([
    ['an unknown path', 'POST', '/api/v1/nowhere', '/{proxy+}'],
    ['a known path with another method', 'DELETE', '/api/v1/evaluations/geval', '/v1/evaluations/geval'],
    ['OPTIONS', 'OPTIONS', '/api/v1/evaluations/geval', '/v1/evaluations/geval'],
  ])('%s goes to the unmatched function before the credentials', async (_, method, path, resource) => {
    const response = await call(path, { method });

    expect(await response.json()).toMatchObject({
      name: 'unmatched',
      event: { httpMethod: method, resource },
    });
  });

  test('a path outside the stage is 404', async () => {
    const response = await call('/v1/evaluations/geval');

    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'not_found' });
  });
});

describe('credentials', () => {
  test('none are 401 with a challenge', async () => {
    const response = await call('/api/v1/evaluations/geval', { body: '{' });

    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toEqual({
      type: '/api/v1/docs#missing_credentials',
      title: 'Missing credentials',
      status: 401,
      detail: expect.any(String),
      code: 'missing_credentials',
      request_id: response.headers.get('x-amzn-requestid'),
    });
  });

  test.each([{ 'X-API-KEY': 'wrong' }, { Authorization: 'Bearer wrong' }])('%p is 401', async (headers) => {
    const response = await call('/api/v1/evaluations/geval', { headers });

    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'invalid_credentials' });
  });

  test('the key is accepted as a bearer token', async () => {
    const headers = { Authorization: `Bearer ${gateway.key}` };

    const response = await call('/api/v1/evaluations/geval', { headers });

    expect((await readEcho(response)).event.requestContext.identity.apiKeyId).toBe('local');
  });

  test('an open route needs none and knows nobody', async () => {
    const response = await call('/api/v1', { method: 'GET' });

    expect((await readEcho(response)).event.requestContext.identity.apiKeyId).toBeNull();
  });
});

describe('the log', () => {
  test('has one line a request, with neither key nor query nor body', async () => {
    const response = await callWithKey('/api/v1/evaluations/geval?secret=1', { body: 'text under test' });

    const id = response.headers.get('x-amzn-requestid') ?? '';
    await response.text();
    const lines = gateway.lines.filter((line) => line.includes(id));
    expect(lines).toEqual([
      expect.stringMatching(/^POST \/api\/v1\/evaluations\/geval 200 \d+ ms [0-9a-f-]{36}$/),
    ]);
  });
});
