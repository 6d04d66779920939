import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as z from 'zod';
import type { KeyScope } from '../store/idempotency-keys.ts';
import { invalidRequest } from './field-issues.ts';
import { tenantOf } from './request.ts';

const name = 'Idempotency-Key';

/** The header under which a caller names a request that must not run twice. */
export const IdempotencyKey = z
  .string()
  .max(255)
  .regex(/^[!-~]+$/, 'must be 1 to 255 visible ASCII characters')
  .describe('Names this request for 72 hours: sent again with the same body, it gets the first answer');

/** The key of a request with all it belongs to; null if it has none, 422 if it is not one key. */
export function keyScopeOf(event: APIGatewayProxyEvent): KeyScope | null {
  const sent = headerValues(event);
  if (sent.length === 0) return null;
  // Several keys become one with a comma and a space in it: no key.
  const key = sent.join(', ');
  const parsed = z.object({ [name]: IdempotencyKey }).safeParse({ [name]: key });
  if (!parsed.success) throw invalidRequest(parsed.error, { [name]: key }, ['header']);
  return { tenant: tenantOf(event), method: event.httpMethod, path: pathOf(event), key };
}

function headerValues({ headers, multiValueHeaders }: APIGatewayProxyEvent): readonly string[] {
  const entries = Object.entries({ ...headers, ...multiValueHeaders });
  const found = entries.find(([header]) => header.toLowerCase() === name.toLowerCase())?.[1] ?? [];
  return [found].flat();
}

/** The path by its resource: one for all spellings, whatever stage or domain it was asked under. */
function pathOf({ resource, pathParameters }: APIGatewayProxyEvent): string {
  return resource.replace(/\{(\w+)\+?\}/g, (_all, parameter) => pathParameters?.[parameter] ?? '');
}
