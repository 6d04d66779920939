import * as z from 'zod';
import type { AnyContract } from './documented.ts';
import { IdempotencyKey } from './idempotency-key.ts';

/** The headers that a request may have beside its credentials. */
export function requestHeaders(contract: AnyContract): { readonly header?: z.ZodObject } {
  const headers = { ...preferenceOf(contract), ...keyOf(contract) };
  return Object.keys(headers).length === 0 ? {} : { header: z.object(headers) };
}

function preferenceOf(contract: AnyContract): z.ZodRawShape {
  const { acceptsAsync = false, acceptsWait = false } = 'replies' in contract ? contract : {};
  if (!acceptsAsync && !acceptsWait) return {};
  const later = '`respond-async` answers 202 at once and works without a deadline';
  const wait = acceptsWait ? '; `wait=N` waits up to N seconds (20; at most 25) for the results' : '';
  return { Prefer: z.string().optional().describe(`${later}${wait}`) };
}

function keyOf(contract: AnyContract): z.ZodRawShape {
  return acceptsKey(contract) ? { 'Idempotency-Key': IdempotencyKey.optional() } : {};
}

/** Whether an `Idempotency-Key` makes a request run only once. */
export function acceptsKey(contract: AnyContract): boolean {
  return 'replies' in contract && (contract.acceptsKey ?? false);
}
