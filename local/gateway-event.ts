import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { type RouteMatch, stage } from './route-match.ts';

/** A request as far as the gateway has read it. */
export interface GatewayRequest {
  readonly request: IncomingMessage;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly arrival: number;
  /** Below the stage. */
  readonly path: string;
  readonly query: string;
  readonly body: Buffer;
  readonly match: RouteMatch;
  readonly apiKeyId: string | null;
}

type Multiple = Record<string, string[]>;

/** The event that the gateway's proxy integration hands to a function. */
export function createGatewayEvent(call: GatewayRequest): APIGatewayProxyEvent {
  const headers = collect(pairRawHeaders(call.request.rawHeaders));
  const query = collect(new URLSearchParams(call.query));
  const hasQuery = Object.keys(query).length > 0;
  return {
    httpMethod: call.request.method ?? 'GET',
    path: call.path,
    resource: call.match.resource,
    headers: keepLast(headers),
    multiValueHeaders: headers,
    queryStringParameters: hasQuery ? keepLast(query) : null,
    multiValueQueryStringParameters: hasQuery ? query : null,
    pathParameters: call.match.parameters,
    stageVariables: null,
    body: call.body.length === 0 ? null : call.body.toString('utf8'),
    isBase64Encoded: false,
    requestContext: createRequestContext(call),
  };
}

function createRequestContext(call: GatewayRequest): APIGatewayProxyEvent['requestContext'] {
  return {
    accountId: '000000000000',
    apiId: 'local',
    authorizer: null,
    httpMethod: call.request.method ?? 'GET',
    identity: createIdentity(call),
    path: `/${stage}${call.path}`,
    protocol: `HTTP/${call.request.httpVersion}`,
    requestId: call.requestId,
    requestTimeEpoch: call.arrival,
    resourceId: call.match.resource,
    resourcePath: call.match.resource,
    stage,
  };
}

function createIdentity({
  request,
  apiKeyId,
}: GatewayRequest): APIGatewayProxyEvent['requestContext']['identity'] {
  return {
    accessKey: null,
    accountId: null,
    apiKey: null,
    apiKeyId,
    caller: null,
    clientCert: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    user: null,
    userAgent: request.headers['user-agent'] ?? null,
    userArn: null,
  };
}

function* pairRawHeaders(raw: readonly string[]): Iterable<[string, string]> {
  for (let index = 0; index + 1 < raw.length; index += 2) yield [raw[index] ?? '', raw[index + 1] ?? ''];
}

function collect(pairs: Iterable<readonly [string, string]>): Multiple {
  const collected = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = collected.get(name);
    if (values) values.push(value);
    else collected.set(name, [value]);
  }
  return Object.fromEntries(collected);
}

function keepLast(values: Multiple): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? '']));
}
