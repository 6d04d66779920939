import type { APIGatewayProxyEvent } from 'aws-lambda';
import type * as z from 'zod';
import { largerBatches, ServiceError } from '../errors.ts';
import { countValues, maxJsonBytes, maxJsonValues } from '../evaluators/body/json-limits.ts';
import { invalidRequest } from './field-issues.ts';
import { headerOf } from './request.ts';

/** Refuses a body that is too large or encoded, before anything reads it. */
export function checkBody(event: APIGatewayProxyEvent): void {
  // The gateway's null for "no body" would parse as the JSON null.
  event.body ??= '';
  const bytes = Buffer.byteLength(event.body);
  if (bytes > maxJsonBytes) {
    throw tooLarge(`${bytes} bytes`, maxJsonBytes);
  }
  const values = countValues(event.body);
  if (values > maxJsonValues) {
    throw tooLarge(`some ${values} values`, maxJsonValues);
  }
  const encoding = headerOf(event, 'content-encoding');
  if (encoding && encoding.toLowerCase() !== 'identity') {
    throw new ServiceError(
      'unsupported_media_type',
      `Content-Encoding ${encoding} is not supported; send identity`,
    );
  }
}

function tooLarge(size: string, most: number): ServiceError {
  return new ServiceError('too_large', `the body has ${size}; at most ${most}: ${largerBatches}`);
}

/** The body after its schema; a 422 that names the first field otherwise. */
export function parseBody<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw invalidRequest(parsed.error, body, ['body']);
  return parsed.data;
}

/** The errors of the middleware that parses bodies carry an HTTP status; here they get one of our codes. */
export function explainBodyError(error: unknown): unknown {
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
