import type { CallFailure, CallLimits } from './call.ts';
import type { ProviderSettings } from './capabilities.ts';
import { failureOf, failureOfBody, failureOfTransport } from './failures.ts';
import type { PostJson, PostReply } from './transport.ts';
import { TransportError } from './transport-reading.ts';

/** What a client of an OpenAI-compatible provider is made of. */
export interface OpenaiClientOptions {
  readonly settings: ProviderSettings;
  readonly post: PostJson;
  /** Epoch milliseconds, to read a Retry-After that is a date. */
  readonly now: () => number;
}

/** The text of a reply, what it means if it is no 200, and what it means if its text is no answer. */
export interface OpenaiReply {
  readonly text: string;
  readonly failure: CallFailure | null;
  readonly unreadable: () => CallFailure;
}

/** Posts a body to a path below a provider's base URL; without a reply, what that means is thrown. */
export type OpenaiPost = (
  path: string,
  body: Readonly<Record<string, unknown>>,
  limits: CallLimits,
) => Promise<OpenaiReply>;

/** What every call to an OpenAI-compatible provider shares. */
export function createOpenaiPost({ settings, post, now }: OpenaiClientOptions): OpenaiPost {
  const { provider, baseUrl } = settings;
  const headers = headersOf(settings);
  return async (path, body, limits) => {
    const request = { url: `${baseUrl}${path}`, headers, body: JSON.stringify(body), ...limits };
    const reply: PostReply = await post(request).catch((error: unknown) => {
      throw error instanceof TransportError ? failureOfTransport(provider, error) : error;
    });
    return {
      text: reply.text,
      failure: failureOf(provider, reply, now()),
      unreadable: () => failureOfBody(provider, reply, now()),
    };
  };
}

function headersOf({ apiKey }: ProviderSettings): Record<string, string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return apiKey ? { ...headers, authorization: `Bearer ${apiKey}` } : headers;
}
