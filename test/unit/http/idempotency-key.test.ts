import { expect, test } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { keyScopeOf } from '../../../src/http/idempotency-key.ts';

const event = (over: Partial<APIGatewayProxyEvent>) =>
  ({
    httpMethod: 'POST',
    resource: '/v1/evaluations/geval',
    path: '/v1/evaluations/geval/',
    headers: {},
    multiValueHeaders: {},
    pathParameters: null,
    requestContext: { identity: { apiKeyId: 'tenant-a' } },
    ...over,
  }) as APIGatewayProxyEvent;

test('a request without the header has no key', () => {
  expect(keyScopeOf(event({}))).toBeNull();
});

test('a key belongs to its tenant, method and path', () => {
  expect(keyScopeOf(event({ headers: { 'idempotency-key': 'k' } }))).toEqual({
    tenant: 'tenant-a',
    method: 'POST',
    path: '/v1/evaluations/geval',
    key: 'k',
  });
});

test('the path has the parameters that were sent', () => {
  const resource = '/v1/evaluations/batch/{batch_id}/retry';
  const headers = { 'Idempotency-Key': 'k' };
  const pathParameters = { batch_id: 'batch_1' };

  expect(keyScopeOf(event({ headers, resource, pathParameters }))?.path).toBe(
    '/v1/evaluations/batch/batch_1/retry',
  );
});

test.each([[['one', 'two']], [['one, two']], [['']], [['k'.repeat(256)]], [['tab\t']]])(
  '%j is no key',
  (values) => {
    const headers = { 'Idempotency-Key': values.at(-1) };

    expect(() => keyScopeOf(event({ headers, multiValueHeaders: { 'Idempotency-Key': values } }))).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    );
  },
);
