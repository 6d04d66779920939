import { retryAfterMs } from '../resilience/retry-after.ts';
import { CallFailure, type FailureKind } from './call.ts';
import type { PostReply } from './transport.ts';
import type { TransportError, TransportFailure } from './transport-reading.ts';

const contextWords =
  /context[_ ](length|window|size)|maximum context|too many tokens|input token count|reduce the length|prompt is too long/i;
const quotaWords = /"(insufficient_quota|billing_hard_limit_reached)"/;
const filterWords = /"(content_filter|content_policy_violation)"/;

/** What a reply other than 200 means; null for a 200. */
export function failureOf(provider: string, reply: PostReply, now: number): CallFailure | null {
  if (reply.status === 200) return null;
  const kind = kindOf(reply);
  return new CallFailure(kind, `${provider} answered ${reply.status}`, {
    retryAfterMs: retryAfterMs(reply.headers, now),
  });
}

function kindOf({ status, text }: PostReply): FailureKind {
  const words = text.slice(0, 4_000);
  if (status === 429) return quotaWords.test(words) ? 'rejected' : 'rate_limited';
  if (status >= 500) return 'server';
  if (status === 408) return 'timeout';
  if (status === 409) return 'conflict';
  if (status >= 200 && status < 300) return 'malformed';
  if (filterWords.test(words)) return 'filtered';
  return contextWords.test(words) ? 'too_long' : 'rejected';
}

const transportKinds: Record<TransportFailure, readonly [kind: FailureKind, happened: string]> = {
  timeout: ['timeout', 'did not answer in time'],
  reset: ['reset', 'broke the connection off'],
  unreachable: ['reset', 'could not be reached'],
  too_large: ['malformed', 'answered with more than 4 MB'],
  aborted: ['aborted', 'had no time left to answer'],
};

/** What a call without a reply means. */
export function failureOfTransport(provider: string, error: TransportError): CallFailure {
  const [kind, happened] = transportKinds[error.kind];
  return new CallFailure(kind, `${provider} ${happened}`, { cause: error });
}
