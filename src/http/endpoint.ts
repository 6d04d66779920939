import middy from '@middy/core';
import jsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type * as z from 'zod';
import { asServiceError, ServiceError } from '../errors.ts';
import type { Deadline } from '../resilience/deadline.ts';
import { type Contract, hasNoBody, type Replies, type TextContract } from './contract.ts';
import { type ObserveRequest, observed } from './observed.ts';
import { problemResponse } from './problem.ts';
import { checkBody, explainBodyError, parseBody } from './request-body.ts';

/** What a use case is called with. */
export interface Call<Body> {
  readonly body: Body;
  /** The body as it was sent, for warnings about fields that the schema passes over. */
  readonly sent: unknown;
  readonly event: APIGatewayProxyEvent;
  /** Shortly before the function's time is up. */
  readonly deadline: Deadline;
  readonly requestId: string;
  /** A key demands that what the call creates is named after it; null: after a new one. */
  readonly ulid: string | null;
}

/** A request whose body has been read but not checked by its schema. */
export interface Received<Body> extends Omit<Call<Body>, 'body' | 'ulid'> {
  /** The body after its schema; throws the 422 of one that is invalid. */
  readonly parse: () => Body;
  /** Until the function's time is up. */
  readonly remainingMillis: number;
}

/** An answer with one of the statuses of the contract, and with what that status promises. */
export type Answer<R extends Replies> = {
  [Status in keyof R]: {
    readonly status: Status;
    readonly headers?: Readonly<Record<string, string>>;
    readonly reply: z.input<R[Status]>;
    /** Nothing stored stands behind it. */
    readonly isUnsaved?: boolean;
  };
}[keyof R];

/** A Lambda proxy handler. */
export type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

// What is left of the function's time to answer 504 and to flush the counters.
const reserveMillis = 1_500;
// Before that: what is left to end, store and answer what is done when the time is up.
const partialMillis = 700;

/** An answer that is text, of one of the media types of its contract. */
export interface TextAnswer<Type extends string> {
  readonly contentType: Type;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An endpoint: checks in the contract's order (size, media type, syntax, schema), one call, an answer that satisfies its own schema; every error a problem document. */
export function createEndpoint<Body, R extends Replies>(
  observe: ObserveRequest,
  contract: Contract<Body, R>,
  answer: (received: Received<Body>) => Promise<Answer<NoInfer<R>>>,
): Handler {
  const stack = createStack(observe, contract);
  const schema = contract.body;
  if (schema) stack.before((request) => checkBody(request.event)).use(jsonBodyParser());
  return stack.handler(async (event, context, { signal: end }) => {
    const deadline = deadlineOf(context, end);
    const parse = () => (schema ? parseBody(schema, event.body) : (undefined as Body));
    const { requestId } = event.requestContext;
    const remainingMillis = context.getRemainingTimeInMillis();
    const received = { parse, sent: event.body, event, deadline, requestId, remainingMillis };
    return respond(contract, await answer(received));
  }) as unknown as Handler;
}

/** The answer to each request on its own. */
export function answerEach<Body, R extends Replies>(
  handle: (call: Call<Body>) => Promise<Answer<R>>,
): (received: Received<Body>) => Promise<Answer<R>> {
  return async ({ parse, remainingMillis: _, ...call }) => handle({ ...call, body: parse(), ulid: null });
}

/** Tells a use case to stop while what it has can still be answered: metrics that were scored are no 504. */
function deadlineOf(context: Context, end: AbortSignal): Deadline {
  const left = Math.max(0, context.getRemainingTimeInMillis() - reserveMillis - partialMillis);
  const signal = AbortSignal.any([end, AbortSignal.timeout(left)]);
  return { signal, endsAt: Date.now() + left };
}

/** An endpoint without a body whose answer is text. */
export function createTextEndpoint<Type extends string>(
  observe: ObserveRequest,
  { name }: TextContract<Type>,
  handle: (call: Call<undefined>) => Promise<TextAnswer<NoInfer<Type>>>,
): Handler {
  return createStack(observe, { name }).handler(async (event, context, { signal }) => {
    const { requestId } = event.requestContext;
    const deadline = deadlineOf(context, signal);
    const call = { body: undefined, sent: undefined, event, deadline, requestId, ulid: null };
    const { contentType, headers, body } = await handle(call);
    return {
      statusCode: 200,
      headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store', ...headers },
      body,
    };
  }) as unknown as Handler;
}

function createStack(
  observe: ObserveRequest,
  contract: Pick<Contract<never, Replies>, 'name' | 'acceptsAsync'>,
) {
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>({
    timeoutEarlyInMillis: reserveMillis,
    timeoutEarlyResponse: () => {
      throw new ServiceError('deadline_exceeded', 'the deadline of the request passed');
    },
  })
    .use(observed(contract.name, observe))
    .use({
      onError: (request) => {
        const { requestId } = request.event.requestContext;
        const error = asServiceError(explainBodyError(request.error));
        request.response = problemResponse(error, {
          requestId,
          acceptsAsync: contract.acceptsAsync ?? false,
        });
      },
    });
}

function respond<R extends Replies>(
  { replies }: Contract<unknown, R>,
  { status, headers, reply }: Answer<R>,
): APIGatewayProxyResult {
  const statusCode = Number(status);
  const promised = replies[statusCode];
  if (!promised) throw new Error(`the contract has no answer with status ${statusCode}`);
  const isBodiless = hasNoBody(statusCode);
  return {
    statusCode,
    headers: {
      ...(isBodiless ? {} : { 'Content-Type': 'application/json' }),
      'Cache-Control': 'no-store',
      ...headers,
    },
    body: isBodiless ? '' : JSON.stringify(promised.parse(reply)),
  };
}
