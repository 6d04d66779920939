import type { APIGatewayProxyResult } from 'aws-lambda';
import { errorMeanings, type ServiceError } from '../errors.ts';

/** The response for an error: RFC 9457 `application/problem+json`; at 500 and above it tells no more than the code and the request id. */
export function problemResponse(error: ServiceError, requestId: string): APIGatewayProxyResult {
  const { status, title } = errorMeanings[error.code];
  const detail = status >= 500 ? `${error.code} in request ${requestId}` : error.message;
  const body = {
    type: `/api/v1/docs#${error.code}`,
    title,
    status,
    detail,
    code: error.code,
    request_id: requestId,
    ...(error.code === 'invalid_request' ? { errors: error.errors ?? [] } : {}),
  };
  return {
    statusCode: status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(error.retryAfter === undefined ? {} : { 'Retry-After': String(Math.ceil(error.retryAfter)) }),
      ...error.headers,
    },
    body: JSON.stringify(body),
  };
}
