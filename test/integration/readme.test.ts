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
const bodies = [...readme.matchAll(/^ {2}-d '([^']+)'/gm)].map(([, body = '']) => body);
/** The answers that it prints, in order. */
const printed = [...readme.matchAll(/```json\n([\s\S]+?)```/g)].map(([, answer = '']) => JSON.parse(answer));

test.each([
  ['evaluation', 'geval', 0],
  ['RAG evaluation', 'rag', 1],
] as const)('the first %s answers what the README prints', async (_what, route, index) => {
  const reply = await service.call('POST', `/api/v1/evaluations/${route}`, bodies[index]);

  expect(reply.status).toBe(200);
  expect(reply.body).toMatchObject(printed[index]);
});

test('the first batch answers what the README says', async () => {
  const reply = await service.call('POST', '/api/v1/evaluations/batch', bodies[2]);

  expect(reply.status).toBe(200);
  expect(reply.body.results).toMatchObject([
    { status: 'completed' },
    { status: 'failed', error: { detail: 'items[1].source_text must be a string' } },
  ]);
});
