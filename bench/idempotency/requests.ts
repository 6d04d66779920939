import type { APIGatewayProxyEvent } from 'aws-lambda';

/** What can be asked for with a key. */
export const kinds = ['evaluation', 'unsaved', 'alone', 'batch', 'invalid'] as const;

/** One of {@link kinds}: a saved evaluation, one that is not saved, a batch of one, a batch, and a body that is refused. */
export type Kind = (typeof kinds)[number];

/** A request as the service gets it. */
export interface Request {
  readonly kind: Kind;
  readonly tenant: string;
  readonly key: string | null;
  /** Other words, other body. */
  readonly words?: string;
}

const source = 'The bridge opened in 1932 and carries eight lanes of road traffic and two railway tracks.';
const evaluation = { source_text: source, metrics: ['coherence'], samples: 1, api_name: 'openai' };

/** The body of a request. */
export function bodyOf({ kind, words = 'An eight-lane bridge opened in 1932.' }: Request): unknown {
  const item = { ...evaluation, summary: kind === 'invalid' ? '' : words };
  if (kind === 'batch') return { evaluation_type: 'geval', api_name: 'openai', items: [item, item] };
  return kind === 'unsaved' ? { ...item, save_results: false } : item;
}

/** The status of a request that succeeds as it should. */
export function statusOf(kind: Kind): number {
  if (kind === 'invalid') return 422;
  return kind === 'alone' || kind === 'batch' ? 202 : 200;
}

/** What is to be stored of a request, however often it was sent. */
export function wantedOf(kind: Kind): { readonly results: number; readonly batches: number } {
  return { results: kind === 'evaluation' ? 1 : 0, batches: statusOf(kind) === 202 ? 1 : 0 };
}

/** The gateway's event of a request that arrives at a time (milliseconds since the epoch). */
export function eventOf({ kind, tenant, key }: Request, now: number): APIGatewayProxyEvent {
  const route = kind === 'batch' ? 'batch' : 'geval';
  const headers = {
    ...(statusOf(kind) === 202 && { Prefer: 'respond-async' }),
    ...(key !== null && { 'Idempotency-Key': key }),
  };
  const requestContext = {
    requestId: 'request',
    requestTimeEpoch: now,
    path: `/api/v1/evaluations/${route}`,
    identity: { apiKeyId: tenant },
  };
  const event = { httpMethod: 'POST', resource: `/v1/evaluations/${route}`, headers, requestContext };
  return event as unknown as APIGatewayProxyEvent;
}
