import type { MiddlewareObj, Request } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

/** One request as it was answered. `error` is what was thrown, if anything was. */
export interface RequestFact {
  readonly endpoint: string;
  readonly method: string;
  readonly status: number;
  readonly seconds: number;
  readonly requestId: string;
  readonly tenant: string | null;
  readonly error: unknown;
}

/** Counts and logs a request; awaited before the answer leaves, and never throws. */
export type ObserveRequest = (fact: RequestFact) => Promise<void>;

/** The outermost middleware: reports every request with the status it got. */
export function observed(
  endpoint: string,
  observe: ObserveRequest,
): MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> {
  const report = (request: Request<APIGatewayProxyEvent, APIGatewayProxyResult>) => {
    const { requestId, requestTimeEpoch, identity } = request.event.requestContext;
    return observe({
      endpoint,
      method: request.event.httpMethod,
      status: request.response?.statusCode ?? 500,
      seconds: Math.max(0, Date.now() - requestTimeEpoch) / 1_000,
      requestId,
      tenant: identity.apiKeyId ?? null,
      error: request.error,
    });
  };
  return { after: report, onError: report };
}
