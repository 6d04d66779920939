import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import * as z from 'zod';
import { createEndpoint } from '../../../src/http/endpoint.ts';
import { answerOnce } from '../../../src/http/repeatable.ts';
import { runOnce } from '../../../src/idempotency/run-once.ts';
import { createFakeKeys } from '../idempotency/fake-keys.ts';

const contract = { name: 'geval', replies: { 200: z.object({ done: z.boolean() }) } } as const;
const event = {
  httpMethod: 'POST',
  resource: '/v1/evaluations/geval',
  headers: { 'Idempotency-Key': 'k' },
  requestContext: { requestId: 'r-1', requestTimeEpoch: 0, identity: { apiKeyId: 'tenant-a' } },
} as unknown as APIGatewayProxyEvent;
const within = (millis: number) => ({ getRemainingTimeInMillis: () => millis }) as Context;

test('a retry after a 504 is a conflict until the first run ends, then it gets its answer', async () => {
  const ports = { keys: createFakeKeys(), now: () => 0, nonce: randomUUID, newUlid: () => 'ulid' };
  const gate = Promise.withResolvers<{ status: 200; reply: { done: boolean }; isUnsaved: true }>();
  const answer = answerOnce<undefined, (typeof contract)['replies']>(
    (request, work) => runOnce(ports, request, work),
    { handle: () => gate.promise, recall: async () => null },
  );
  const handler = createEndpoint(async () => {}, contract, answer);

  const late = await handler(event, within(1_600));
  const early = await handler(event, within(20_000));
  gate.resolve({ status: 200, reply: { done: true }, isUnsaved: true });
  await new Promise(setImmediate);
  const again = await handler(event, within(20_000));

  expect(late.statusCode).toBe(504);
  expect([early.statusCode, early.headers?.['Retry-After']]).toEqual([409, '1']);
  expect([again.statusCode, again.body]).toEqual([200, '{"done":true}']);
  expect(again.headers?.['X-Idempotent-Replay']).toBe('true');
});
