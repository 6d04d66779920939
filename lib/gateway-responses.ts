import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type ErrorCode, errorMeanings, largerBatches } from '../src/errors.ts';

/** What the gateway answers by itself: the code of the problem, and what else the caller should know. */
interface GatewayProblem {
  readonly code: ErrorCode;
  /** Instead of the gateway's own message, where that would contradict the code. */
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const challenge = { 'WWW-Authenticate': 'ApiKey realm="assay"' };
const unavailable = { code: 'unavailable', headers: { 'Retry-After': '5' } } as const;
const badKey = {
  code: 'invalid_credentials',
  detail: 'The header X-API-KEY is missing or holds no valid key.',
  headers: challenge,
} as const;

/** Every gateway response type. API Gateway has no retry time of its own: six seconds refill a call of the smallest plan. */
const gatewayProblems = {
  ACCESS_DENIED: { code: 'forbidden' },
  API_CONFIGURATION_ERROR: { code: 'internal_error' },
  AUTHORIZER_CONFIGURATION_ERROR: { code: 'internal_error' },
  AUTHORIZER_FAILURE: unavailable,
  BAD_REQUEST_BODY: { code: 'malformed_json' },
  BAD_REQUEST_PARAMETERS: { code: 'invalid_request' },
  DEFAULT_4XX: { code: 'invalid_request' },
  DEFAULT_5XX: unavailable,
  EXPIRED_TOKEN: { code: 'invalid_credentials', headers: challenge },
  INTEGRATION_FAILURE: unavailable,
  INTEGRATION_TIMEOUT: { code: 'deadline_exceeded' },
  INVALID_API_KEY: badKey,
  INVALID_SIGNATURE: { code: 'invalid_credentials', headers: challenge },
  // Only a path that the API does not know gets this far: no method asks for a signature.
  MISSING_AUTHENTICATION_TOKEN: { code: 'not_found', detail: 'There is nothing at this path.' },
  QUOTA_EXCEEDED: { code: 'rate_limited', headers: { 'Retry-After': '3600' } },
  REQUEST_TOO_LARGE: { code: 'too_large', detail: `The body is too large: ${largerBatches}.` },
  RESOURCE_NOT_FOUND: { code: 'not_found' },
  THROTTLED: { code: 'rate_limited', headers: { 'Retry-After': '6' } },
  UNAUTHORIZED: { code: 'missing_credentials', headers: challenge },
  UNSUPPORTED_MEDIA_TYPE: { code: 'unsupported_media_type' },
  WAF_FILTERED: { code: 'forbidden' },
} as const satisfies Record<string, GatewayProblem>;

/** Makes every answer of the gateway itself a problem document like those of the service. */
export function overrideGatewayResponses(api: RestApi): void {
  for (const [type, problem] of Object.entries<GatewayProblem>(gatewayProblems)) {
    api.addGatewayResponse(type, {
      type: ResponseType.of(type),
      statusCode: String(errorMeanings[problem.code].status),
      responseHeaders: quoteHeaders({
        'Content-Type': 'application/problem+json',
        'Cache-Control': 'no-store',
        ...problem.headers,
      }),
      templates: { 'application/json': problemTemplate(problem) },
    });
  }
}

/** The gateway takes a constant header in single quotes. */
function quoteHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));
}

function problemTemplate({ code, detail }: GatewayProblem): string {
  const { status, title } = errorMeanings[code];
  const members = [
    `"type":"/api/v1/docs#${code}"`,
    `"title":${JSON.stringify(title)}`,
    `"status":${status}`,
    `"detail":${detailTemplate(code, detail)}`,
    `"code":"${code}"`,
    '"request_id":"$context.requestId"',
  ];
  return `{${members.join(',')}}`;
}

/** At 500 and above no more than the code and the request id; `messageString` comes with its quotes. */
function detailTemplate(code: ErrorCode, detail: string | undefined): string {
  if (errorMeanings[code].status >= 500) return `"${code} in request $context.requestId"`;
  return detail === undefined ? '$context.error.messageString' : JSON.stringify(detail);
}
