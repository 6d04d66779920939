import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assets } from '../../functions/documents/contract.ts';
import { startTestService, type TestService } from '../support/client.ts';

const docs = '/api/v1/docs';
const anonymous = { 'X-API-KEY': '' };
let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

const get = (path: string, method = 'GET') => service.call(method, path, undefined, anonymous);

describe('the documents', () => {
  test('the document is the committed one', async () => {
    const { body } = await get('/api/v1/openapi.json');

    expect(body).toEqual(JSON.parse(readFileSync('docs/openapi.json', 'utf8')));
  });

  test('the page may run and load nothing but what this service serves', async () => {
    const { headers, text } = await get(docs);

    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'");
    expect(policy).toContain("frame-ancestors 'none'; base-uri 'none'");
    const linked = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, target]) => target);
    expect(linked.length).toBeGreaterThan(4);
    for (const target of linked) expect(target).toMatch(/^(\/api\/v1\/|#|data:,$)/);
    expect(text).not.toMatch(/<script>|\son\w+=/);
  });

  test('everything that the page loads is there', async () => {
    const { text } = await get(docs);

    const loaded = [...text.matchAll(/"(\/api\/v1\/docs\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(loaded.length).toBeGreaterThan(3);
    for (const path of loaded) expect((await get(path)).status).toBe(200);
  });

  test.each(Object.entries(assets))('%s is %s, kept for an hour, also by HEAD', async (name, type) => {
    const whole = await get(`${docs}/${name}`);
    const head = await get(`${docs}/${name}`, 'HEAD');

    expect(whole.text.length).toBeGreaterThan(200);
    expect(head.text).toBe('');
    for (const { status, headers } of [whole, head]) {
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe(type);
      expect(headers.get('cache-control')).toBe('public, max-age=3600');
    }
  });

  test.each(['index.js', '..%2findex.js', '..%2f..%2fpackage.json', '%00', '__proto__', 'constructor'])(
    'the file %s is not served',
    async (name) => {
      expect((await get(`${docs}/${name}`)).status).toBe(404);
    },
  );
});
