import * as z from 'zod';
import { retryAfterMs } from '../resilience/retry-after.ts';
import { CallFailure, type FailureKind } from './call.ts';
import { brokenOff } from './completion.ts';
import { parseJson } from './parse-json.ts';
import type { PostReply } from './transport.ts';
import type { TransportError, TransportFailure } from './transport-reading.ts';

const contextWords =
  /context[_ ](length|window|size)|maximum context|too many tokens|input token count|reduce the length|prompt is too long|max_tokens_per_request/i;
/** More than the plan takes in a minute (OpenAI's 429, Groq's 413), or than a llama.cpp server takes at once (a 500): no attempt helps. */
const tooLargeWords = /request too large|too large to process/i;
const quotaWords = /"(insufficient_quota|billing_hard_limit_reached)"/;
const filterWords = /"(content_filter|content_policy_violation|flagged_input)"/;
/** Groq's 400 for an answer of the model that is not the JSON asked for. */
const garbledWords = /"json_validate_failed"/;

/** What a reply other than 200 means; null for a 200. */
export function failureOf(provider: string, reply: PostReply, now: number): CallFailure | null {
  if (reply.status === 200) return null;
  const kind = kindOf(reply);
  return new CallFailure(kind, `${provider} answered ${reply.status}`, {
    retryAfterMs: retryAfterMs(reply.headers, now) ?? googleRetryDelayMs(reply.text),
  });
}

function kindOf({ status, text }: PostReply): FailureKind {
  const words = text.slice(0, 4_000);
  if (status === 429 || status >= 500) return kindOfTrouble(status, words);
  if (status === 408) return 'timeout';
  if (status === 409) return 'conflict';
  if (status >= 200 && status < 300) return 'malformed';
  return kindOfRejection(words);
}

function kindOfTrouble(status: number, words: string): FailureKind {
  if (tooLargeWords.test(words)) return 'too_long';
  if (status !== 429) return 'server';
  return quotaWords.test(words) ? 'rejected' : 'rate_limited';
}

// What a provider quotes may have any words: its own come first.
function kindOfRejection(words: string): FailureKind {
  if (filterWords.test(words)) return 'filtered';
  if (garbledWords.test(words)) return 'malformed';
  return contextWords.test(words) || tooLargeWords.test(words) ? 'too_long' : 'rejected';
}

/** Google names the wait in its body, and in no header. */
function googleRetryDelayMs(text: string): number | undefined {
  const seconds = /"retryDelay"\s*:\s*"(\d{1,9}(?:\.\d{1,9})?)s"/.exec(text.slice(0, 16_000))?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}

const declaredError = z.object({ code: z.number().int().min(400).max(599) });
const brokenBody = z.object({
  error: declaredError.optional().catch(undefined),
  choices: z
    .array(
      z.object({ error: declaredError.optional().catch(undefined), finish_reason: z.unknown().optional() }),
    )
    .catch([]),
});

/** What a 200 means whose body is no answer: the failure that it declares, as OpenRouter's do, else a malformed reply. */
export function failureOfBody(provider: string, reply: PostReply, now: number): CallFailure {
  const { error, choices } = brokenBody.safeParse(parseJson(reply.text)).data ?? { choices: [] };
  const [first] = choices;
  const status = error?.code ?? first?.error?.code ?? 200;
  const declared = failureOf(provider, { ...reply, status }, now);
  if (declared) return declared;
  return brokenOff.has(first?.finish_reason)
    ? new CallFailure('server', `${provider} broke its answer off`)
    : new CallFailure('malformed', `${provider} answered with a malformed body`);
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
