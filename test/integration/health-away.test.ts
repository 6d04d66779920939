import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { APIGatewayProxyResult, Context } from 'aws-lambda';

let gone: Server;

beforeAll(async () => {
  gone = createServer((request) => request.socket.destroy());
  await new Promise<void>((resolve) => void gone.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    WORK_QUEUE_URL: `${endpoint}/000000000000/work`,
    DEAD_LETTER_QUEUE_URL: `${endpoint}/000000000000/dead`,
    OPENAI_API_KEY: 'unused',
    GROQ_API_KEY: 'unused',
  });
});
afterAll(() => void gone.close());

test('without its table the report still comes, with the circuits as calls take them: closed, and nothing counted', async () => {
  const { handler } = await import('../../functions/health/handler.ts');
  const event = JSON.parse(readFileSync('events/health.json', 'utf8'));
  event.requestContext.identity.apiKeyId = 'local';

  const answer: APIGatewayProxyResult = await handler(event, {
    getRemainingTimeInMillis: () => 28_000,
  } as Context);

  expect(answer.statusCode).toBe(503);
  const { status, components } = JSON.parse(answer.body);
  expect(status).toBe('unhealthy');
  expect(components.database).toEqual({ status: 'unhealthy' });
  expect(components.circuit_breakers).toMatchObject({
    openai: { state: 'closed', stats: null, models: { 'gpt-5-mini': { state: 'closed' } } },
    groq: { state: 'closed', stats: null },
  });
});
