import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestService, type TestService } from '../support/client.ts';
import { goodSummary, source } from '../support/texts.ts';

const geval = '/api/v1/evaluations/geval';
const batch = '/api/v1/evaluations/batch';
let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());
afterEach(async () => {
  const stored = await service.call('GET', batch);
  expect(stored.body).toEqual({ batches: [], next_cursor: null });
});

const valid = { source_text: source, summary: goodSummary };
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

interface Case {
  readonly what: string;
  readonly path?: string;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
  readonly status: number;
  readonly code: string;
  readonly detail: RegExp;
}

const cases: readonly Case[] = [
  { what: 'malformed JSON', body: '{"source_text":', status: 400, code: 'malformed_json', detail: /JSON/ },
  { what: 'an empty body', body: '', status: 400, code: 'malformed_json', detail: /JSON/ },
  {
    what: 'a raw NUL in the JSON',
    body: `{"source_text":"\0"}`,
    status: 400,
    code: 'malformed_json',
    detail: /JSON/,
  },
  {
    what: 'a forbidden key',
    body: '{"__proto__":{"a":1}}',
    status: 400,
    code: 'malformed_json',
    detail: /JSON/,
  },
  {
    what: 'null',
    body: 'null',
    status: 422,
    code: 'invalid_request',
    detail: /^the body must be an object$/,
  },
  {
    what: 'a wrong type',
    body: { ...valid, summary: 5 },
    status: 422,
    code: 'invalid_request',
    detail: /^summary must be a string$/,
  },
  {
    what: 'an empty text',
    body: { ...valid, summary: '' },
    status: 422,
    code: 'invalid_request',
    detail: /^summary has 0 characters; at least 10$/,
  },
  {
    what: 'an oversize text',
    body: { ...valid, source_text: 'x'.repeat(100_001) },
    status: 422,
    code: 'invalid_request',
    detail: /^source_text has 100001 characters; at most 100000$/,
  },
  {
    what: 'a lone surrogate',
    body: `{"source_text":"a text with \\ud800 in it","summary":"a summary of it"}`,
    status: 422,
    code: 'invalid_request',
    detail: /^source_text has a lone surrogate/,
  },
  {
    what: 'a NUL',
    body: { ...valid, summary: 'a summary \0 with NUL' },
    status: 422,
    code: 'invalid_request',
    detail: /^summary has a NUL/,
  },
  {
    what: 'an unknown provider',
    body: { ...valid, api_name: 'nobody' },
    status: 422,
    code: 'invalid_request',
    detail: /^api_name must be one of openai,/,
  },
  {
    what: 'a provider without credentials',
    body: { ...valid, api_name: 'openai' },
    status: 503,
    code: 'missing_provider_credentials',
    detail: /in request/,
  },
  {
    what: 'a list of 100,000 metrics',
    body: { ...valid, metrics: Array(100_000).fill(0) },
    status: 422,
    code: 'invalid_request',
    detail: /^metrics has 100000 items; at most 20$/,
  },
  {
    what: 'no metric',
    body: { ...valid, metrics: [] },
    status: 422,
    code: 'invalid_request',
    detail: /^metrics has 0 items/,
  },
  {
    what: '21 samples',
    body: { ...valid, samples: 21 },
    status: 422,
    code: 'invalid_request',
    detail: /^samples /,
  },
  {
    what: '2,000-deep JSON',
    body: `{"source_text":${deep(2_000)},"summary":"a summary of it"}`,
    status: 422,
    code: 'invalid_request',
    detail: /^source_text must be a string$/,
  },
  {
    what: 'a body over 3,000,000 bytes',
    body: { ...valid, padding: 'x'.repeat(3_000_000) },
    status: 413,
    code: 'too_large',
    detail: /at most 3000000: upload .* \(POST \/api\/v1\/evaluations\/batch\/uploads\)$/,
  },
  {
    what: 'a million empty objects',
    path: batch,
    body: `{"evaluation_type":"geval","items":[${Array(990_000).fill('{}').join(',')}]}`,
    status: 413,
    code: 'too_large',
    detail: /^the body has some \d+ values; at most 500000: upload /,
  },
  {
    what: 'an 11 MB body',
    body: { ...valid, padding: 'x'.repeat(11_000_000) },
    status: 413,
    code: 'too_large',
    detail: /./,
  },
  {
    what: 'a wrong content type',
    body: 'source_text=x',
    headers: { 'Content-Type': 'text/plain' },
    status: 415,
    code: 'unsupported_media_type',
    detail: /application\/json/,
  },
  {
    what: 'a content encoding',
    body: valid,
    headers: { 'Content-Encoding': 'gzip' },
    status: 415,
    code: 'unsupported_media_type',
    detail: /gzip/,
  },
  {
    what: 'a batch of 0 items',
    path: batch,
    body: { evaluation_type: 'geval', items: [] },
    status: 422,
    code: 'invalid_request',
    detail: /^items has 0 items; at least 1$/,
  },
  {
    what: 'a batch of 101 items',
    path: batch,
    body: { evaluation_type: 'geval', items: Array(101).fill(valid) },
    status: 422,
    code: 'invalid_request',
    detail: /^items has 101 items; at most 100$/,
  },
  {
    what: 'a batch with a metric that there is not',
    path: batch,
    body: { evaluation_type: 'geval', items: [valid], metrics: ['nope'] },
    status: 422,
    code: 'invalid_request',
    detail: /^metrics\[0\] must be one of fluency,/,
  },
  {
    what: 'a dry run of a batch, which is not there yet',
    path: batch,
    body: { evaluation_type: 'geval', items: [valid], dry_run: true },
    status: 422,
    code: 'invalid_request',
    detail: /^dry_run is not available/,
  },
  {
    what: 'an unknown evaluation type',
    path: batch,
    body: { evaluation_type: 'vibes', items: [valid] },
    status: 422,
    code: 'invalid_request',
    detail: /^evaluation_type must be one of/,
  },
  {
    what: 'a batch by an unknown provider',
    path: batch,
    body: { evaluation_type: 'geval', items: [valid], api_name: 'nobody' },
    status: 422,
    code: 'invalid_request',
    detail: /^api_name/,
  },
  {
    what: 'an unknown path',
    path: '/api/v1/evaluations/nothing',
    body: valid,
    status: 404,
    code: 'not_found',
    detail: /path/,
  },
];

describe('bad input', () => {
  test.each(cases)(
    '$what is answered $status $code',
    async ({ path = geval, body, headers, status, code, detail }) => {
      const reply = await service.call('POST', path, body, headers);

      expect(reply.headers.get('content-type')).toBe('application/problem+json');
      expect(reply.body).toMatchObject({ status, code, type: `/api/v1/docs#${code}` });
      expect(reply.status).toBe(status);
      expect(reply.body.detail).toMatch(detail);
      expect(reply.body.request_id).toEqual(expect.any(String));
      expect('errors' in reply.body).toBe(code === 'invalid_request');
      expect((await service.call('GET', '/api/v1/health/live')).body).toEqual({ status: 'alive' });
    },
  );

  test('a wrong method is 405 with Allow', async () => {
    const reply = await service.call('DELETE', geval);

    expect(reply.status).toBe(405);
    expect(reply.headers.get('allow')).toBe('POST, OPTIONS');
    expect(reply.body.code).toBe('method_not_allowed');
  });

  test('the content encoding that means none is taken in any case', async () => {
    const headers = { 'Content-Encoding': 'Identity' };
    const reply = await service.call('POST', geval, { ...valid, api_name: 'embedded' }, headers);
    expect(reply.status).toBe(200);
  });

  test('no key and a wrong key are 401, whatever the body', async () => {
    for (const headers of [{ 'X-API-KEY': '' }, { 'X-API-KEY': 'f'.repeat(64) }]) {
      const reply = await service.call('POST', geval, '{', headers);
      expect(reply.status).toBe(401);
      expect(reply.headers.get('www-authenticate')).toBeTruthy();
    }
  });

  test.each([
    'evr_01J',
    'evr_00000000000000000000000000',
    'evr_00000000000000000000000000_5',
    '..%2f..%2fetc',
    '%00',
  ])('the result %p does not exist', async (id) => {
    expect((await service.call('GET', `/api/v1/evaluations/results/${id}`)).status).toBe(404);
  });

  test.each(['limit=0', 'limit=1001', 'limit=x', 'cursor=%00', 'cursor=bm9uc2Vuc2U'])(
    'the query %p is a 422 that names it',
    async (query) => {
      const reply = await service.call('GET', `${batch}?${query}`);
      expect(reply.status).toBe(422);
      expect(reply.body.errors[0].loc).toEqual(['query', query.split('=')[0]]);
    },
  );
});
