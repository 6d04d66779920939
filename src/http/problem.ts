import type { APIGatewayProxyResult } from 'aws-lambda';
import { errorMeanings, type FieldIssue, type ServiceError } from '../errors.ts';
import type { Problem } from './problem-schema.ts';

/** The request that failed. */
export interface FailedRequest {
  readonly requestId: string;
  /** Whether it could have been sent with `Prefer: respond-async`. */
  readonly acceptsAsync: boolean;
}

const wayOut = 'send it with "Prefer: respond-async" to have it evaluated without a deadline';

/** The problem document of an error; at 500 and above it tells no more than the code, the request id and the way out of a deadline. */
export function problemOf(error: ServiceError, { requestId, acceptsAsync }: FailedRequest): Problem {
  const { status, title } = errorMeanings[error.code];
  const summary = `${error.code} in request ${requestId}`;
  const hint = acceptsAsync && error.code === 'deadline_exceeded' ? `; ${wayOut}` : '';
  const detail = status >= 500 ? `${summary}${hint}` : error.message;
  return {
    type: `/api/v1/docs#${error.code}`,
    title,
    status,
    detail,
    code: error.code,
    request_id: requestId,
    ...(error.code === 'invalid_request' ? { errors: (error.errors ?? []).map(toPlain) } : {}),
  };
}

function toPlain({ loc, msg, type }: FieldIssue) {
  return { loc: [...loc], msg, type };
}

/** The response for an error. */
export function problemResponse(error: ServiceError, request: FailedRequest): APIGatewayProxyResult {
  return {
    statusCode: errorMeanings[error.code].status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(error.retryAfter === undefined ? {} : { 'Retry-After': String(Math.ceil(error.retryAfter)) }),
      ...error.headers,
    },
    body: JSON.stringify(problemOf(error, request)),
  };
}
