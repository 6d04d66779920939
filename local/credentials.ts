import type { IncomingHttpHeaders } from 'node:http';
import { ServiceError } from '../src/errors.ts';
import type { KeyCheck } from './api-key.ts';
import type { Reply } from './function-reply.ts';
import { createProblemReply } from './problem-reply.ts';

/** The id by which functions know the holder of the one local key. */
export const localApiKeyId = 'local';

/** What is looked at to let a request in. */
export interface Presented {
  readonly headers: IncomingHttpHeaders;
  readonly requestId: string;
}

/** Null for the holder of the key, else the refusal. */
export function refuseStranger({ headers, requestId }: Presented, isKey: KeyCheck): Reply | null {
  const key = readKey(headers);
  if (key !== null && isKey(key)) return null;
  const challenge = 'Bearer realm="assay"';
  const refusal =
    key === null
      ? new ServiceError('missing_credentials', 'send your key as X-API-KEY or as Authorization: Bearer', {
          headers: { 'WWW-Authenticate': challenge },
        })
      : new ServiceError('invalid_credentials', 'the key is not known', {
          headers: { 'WWW-Authenticate': `${challenge}, error="invalid_token"` },
        });
  return createProblemReply(refusal, requestId);
}

function readKey(headers: IncomingHttpHeaders): string | null {
  const apiKey = headers['x-api-key'];
  if (typeof apiKey === 'string' && apiKey !== '') return apiKey;
  return /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}
