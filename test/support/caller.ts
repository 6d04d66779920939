import { readFileSync } from 'node:fs';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { FunctionName } from '../../functions/functions.ts';
import type { Handler } from '../../src/http/endpoint.ts';

/** What a handler answered, its body parsed. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

const context = { getRemainingTimeInMillis: () => 20_000 } as Context;

/** Calls a function's handler in this process as a tenant: its sample event with these parts changed. */
export async function callAs(
  tenant: string,
  name: FunctionName,
  change: Partial<APIGatewayProxyEvent>,
): Promise<Answer> {
  const { handler } = (await import(`../../functions/${name}/handler.ts`)) as { readonly handler: Handler };
  const sample = JSON.parse(readFileSync(`events/${name}.json`, 'utf8')) as APIGatewayProxyEvent;
  const { requestContext } = sample;
  const identity = { ...requestContext.identity, apiKeyId: tenant };
  const event = { ...sample, ...change, requestContext: { ...requestContext, identity } };
  const { statusCode, body } = await handler(event, context);
  return { status: statusCode, body: body ? JSON.parse(body) : null };
}

/** Like {@link callAs}, with a body. */
export function postAs(tenant: string, name: FunctionName, body: unknown): Promise<Answer> {
  return callAs(tenant, name, { body: JSON.stringify(body) });
}
