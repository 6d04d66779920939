import middy from '@middy/core';
import jsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type * as z from 'zod';
import { asServiceError, ServiceError } from '../errors.ts';
import { invalidRequest } from './field-issues.ts';
import { type ObserveRequest, observed } from './observed.ts';
import { problemResponse } from './problem.ts';
import { headerOf } from './request.ts';

/** What an endpoint promises: the name it is counted by, the schema of its body (if it takes one) and of its answer. */
export interface Contract<Body, Reply> {
  readonly name: string;
  readonly body?: z.ZodType<Body>;
  readonly reply: z.ZodType<Reply>;
}

/** What a use case is called with. */
export interface Call<Body> {
  readonly body: Body;
  /** The body as it was sent, for warnings about fields that the schema passes over. */
  readonly sent: unknown;
  readonly event: APIGatewayProxyEvent;
  /** Aborted shortly before the function's time is up. */
  readonly signal: AbortSignal;
  readonly requestId: string;
}

/** An answer: 200 and no headers of its own unless it says so. */
export interface Answer<Reply> {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly reply: Reply;
}

/** A Lambda proxy handler. */
export type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

const maxBodyBytes = 3_000_000;
// What is left of the function's time to answer 504 and to flush the counters.
const reserveMillis = 1_500;

/** What an endpoint promises whose answer is text. */
export interface TextContract {
  readonly name: string;
  readonly contentType: string;
}

/** An endpoint: checks in the contract's order (size, media type, syntax, schema), one call, an answer that satisfies its own schema; every error a problem document. */
export function createEndpoint<Body, Reply>(
  observe: ObserveRequest,
  contract: Contract<Body, Reply>,
  handle: (call: Call<Body>) => Promise<Answer<Reply>>,
): Handler {
  const stack = createStack(observe, contract.name);
  if (contract.body) stack.before((request) => checkBody(request.event)).use(jsonBodyParser());
  return stack.handler(async (event, _context, { signal }) => {
    const body = contract.body ? parseBody(contract.body, event.body) : (undefined as Body);
    const { requestId } = event.requestContext;
    return respond(contract, await handle({ body, sent: event.body, event, signal, requestId }));
  }) as unknown as Handler;
}

/** An endpoint without a body whose answer is text. */
export function createTextEndpoint(
  observe: ObserveRequest,
  { name, contentType }: TextContract,
  handle: (call: Call<undefined>) => Promise<string>,
): Handler {
  return createStack(observe, name).handler(async (event, _context, { signal }) => {
    const { requestId } = event.requestContext;
    const body = await handle({ body: undefined, sent: undefined, event, signal, requestId });
    return { statusCode: 200, headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' }, body };
  }) as unknown as Handler;
}

function createStack(observe: ObserveRequest, name: string) {
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>({
    timeoutEarlyInMillis: reserveMillis,
    timeoutEarlyResponse: () => {
      throw new ServiceError('deadline_exceeded', 'the deadline of the request passed');
    },
  })
    .use(observed(name, observe))
    .use({
      onError: (request) => {
        const { requestId } = request.event.requestContext;
        request.response = problemResponse(asServiceError(translate(request.error)), requestId);
      },
    });
}

function checkBody(event: APIGatewayProxyEvent): void {
  // The gateway's null for "no body" would parse as the JSON null.
  event.body ??= '';
  const bytes = Buffer.byteLength(event.body);
  if (bytes > maxBodyBytes) {
    throw new ServiceError(
      'too_large',
      `the body has ${bytes} bytes; at most ${maxBodyBytes}: send several batches`,
    );
  }
  const encoding = headerOf(event, 'content-encoding');
  if (encoding && encoding !== 'identity') {
    throw new ServiceError(
      'unsupported_media_type',
      `Content-Encoding ${encoding} is not supported; send identity`,
    );
  }
}

function parseBody<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw invalidRequest(parsed.error, body, ['body']);
  return parsed.data;
}

function respond<Reply>(contract: Contract<unknown, Reply>, answer: Answer<Reply>): APIGatewayProxyResult {
  return {
    statusCode: answer.status ?? 200,
    headers: {
      ...(answer.status === 204 ? {} : { 'Content-Type': 'application/json' }),
      'Cache-Control': 'no-store',
      ...answer.headers,
    },
    body: answer.status === 204 ? '' : JSON.stringify(contract.reply.parse(answer.reply)),
  };
}

/** Middleware errors carry an HTTP status; here they get one of our codes. */
function translate(error: unknown): unknown {
  const status = (error as { statusCode?: number } | null)?.statusCode;
  if (status === 415) {
    return new ServiceError('unsupported_media_type', 'send Content-Type: application/json', {
      cause: error,
    });
  }
  return status === 422 || status === 400
    ? new ServiceError(
        'malformed_json',
        'the body is no JSON, or names a prototype (`__proto__`, `constructor.prototype`)',
        { cause: error },
      )
    : error;
}
