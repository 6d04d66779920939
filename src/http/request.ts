import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ServiceError } from '../errors.ts';

/** The value of a header, whatever the case of its name. */
export function headerOf(event: APIGatewayProxyEvent, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const found = Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === wanted);
  return found?.[1];
}

/** The tenant behind the credentials that the gateway has checked; without one nothing is readable. */
export function tenantOf(event: APIGatewayProxyEvent): string {
  const tenant = event.requestContext.identity.apiKeyId;
  if (!tenant) throw new ServiceError('missing_credentials', 'send your key as X-API-KEY');
  return tenant;
}

/** When the request reached the gateway, in milliseconds since the epoch. */
export function arrivalOf(event: APIGatewayProxyEvent): number {
  return event.requestContext.requestTimeEpoch;
}

/** The path of a batch, for a `Location`, seen from any route directly below `/evaluations`. */
export function batchPath(event: APIGatewayProxyEvent, batchId: string): string {
  return event.requestContext.path.replace(/\/[^/]+\/?$/, `/batch/${batchId}`);
}
