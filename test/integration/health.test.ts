import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestService, type TestService } from '../support/client.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService({ OPENAI_API_KEY: 'unused', GROQ_API_KEY: 'unused' });
});
afterAll(() => service.stop());

const anonymous = { 'X-API-KEY': '' };
const closed = { state: 'closed', health: 'healthy', forced: false, retry_at: null };

test('live needs nothing', async () => {
  expect((await service.call('GET', '/api/v1/health/live', undefined, anonymous)).body).toEqual({
    status: 'alive',
  });
});

test('ready names what it checked', async () => {
  const reply = await service.call('GET', '/api/v1/health/ready', undefined, anonymous);

  expect(reply.status).toBe(200);
  expect(reply.body).toEqual({
    status: 'ready',
    ready: true,
    checks: { database: 'healthy', queue: 'healthy', bucket: 'healthy' },
  });
});

test('the report shows each configured provider, and is not to be cached', async () => {
  const reply = await service.call('GET', '/api/v1/health/evaluations');

  expect(reply.status).toBe(200);
  expect(reply.headers.get('cache-control')).toBe('no-store');
  expect(Object.keys(reply.body.components.circuit_breakers)).toEqual(['openai', 'groq']);
  expect(reply.body.components.circuit_breakers.openai).toMatchObject({
    state: 'closed',
    health: 'healthy',
    forced: false,
    stats: { failures: 0, successes: 0, last_failure: null },
  });
  expect(reply.body.components.queue).toEqual({
    status: 'healthy',
    visible: 0,
    in_flight: 0,
    dead_letters: 0,
  });
});

test('the report names the providers with an embedding model', async () => {
  const reply = await service.call('GET', '/api/v1/health/evaluations', undefined, anonymous);

  expect(reply.body.components.embeddings).toEqual({ status: 'configured', providers: ['openai'] });
});

test('a caller without a key sees states and no counts', async () => {
  const reply = await service.call('GET', '/api/v1/health/evaluations', undefined, anonymous);

  expect(reply.body.components.queue).toEqual({ status: 'healthy' });
  expect(reply.body.components.circuit_breakers.openai).toEqual({
    ...closed,
    models: { 'gpt-5-mini': closed, 'text-embedding-3-small': closed },
  });
  expect(reply.body).not.toHaveProperty('metrics');
});

test('HEAD answers like GET without a body, OPTIONS is 204', async () => {
  const head = await service.call('HEAD', '/api/v1/health/live');
  const options = await service.call('OPTIONS', '/api/v1/health/live');

  expect([head.status, head.text]).toEqual([200, '']);
  expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
});

test('the root and the base path say what this is', async () => {
  for (const path of ['/', '/api/v1', '/api/v1/']) {
    const reply = await service.call('GET', path, undefined, anonymous);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      name: expect.stringContaining('Assay'),
      health: '/api/v1/health/evaluations',
    });
  }
});
