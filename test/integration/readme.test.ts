import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestService, type TestService } from '../support/client.ts';

const readme = readFileSync('README.md', 'utf8');
let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

/** The bodies of the README's curl calls, in order. */
function bodies(): string[] {
  return [...readme.matchAll(/^ {2}-d '([^']+)'/gm)].map(([, body = '']) => body);
}

test('the first evaluation answers what the README prints', async () => {
  const [first] = bodies();
  const printed = /```json\n([\s\S]+?)```/.exec(readme)?.[1] ?? '';

  const reply = await service.call('POST', '/api/v1/evaluations/geval', first);

  expect(reply.status).toBe(200);
  expect(reply.body).toMatchObject(JSON.parse(printed));
});

test('the first batch answers what the README says', async () => {
  const [, batch] = bodies();

  const reply = await service.call('POST', '/api/v1/evaluations/batch', batch);

  expect(reply.status).toBe(200);
  expect(reply.body.results).toMatchObject([
    { status: 'completed' },
    { status: 'failed', error: { detail: 'items[1].source_text must be a string' } },
  ]);
});
