import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import * as z from 'zod';
import { createEndpoint } from '../../../src/http/endpoint.ts';

const contract = { name: 'geval', replies: { 200: z.object({ done: z.boolean() }) } } as const;
const event = {
  httpMethod: 'POST',
  requestContext: { requestId: 'r-1', requestTimeEpoch: Date.now(), identity: {} },
} as APIGatewayProxyEvent;
const context = { getRemainingTimeInMillis: () => 2_200 } as Context;

test('what is done when the time is up can still be answered', async () => {
  const handler = createEndpoint(
    async () => {},
    contract,
    async ({ deadline: { signal } }) => {
      await once(signal, 'abort');
      return { status: 200, reply: { done: true } };
    },
  );

  expect(await handler(event, context)).toMatchObject({ statusCode: 200, body: '{"done":true}' });
});

test('who does not stop when the time is up is answered 504', async () => {
  const handler = createEndpoint(
    async () => {},
    contract,
    () => new Promise<never>(() => {}),
  );

  expect(await handler(event, context)).toMatchObject({ statusCode: 504 });
});
