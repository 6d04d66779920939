import type { Webhook } from '../store/webhooks.ts';
import type { Post } from './network/guarded-post.ts';
import { NoAnswer } from './network/guarded-post.ts';
import { ForbiddenTarget } from './network/target.ts';
import { signingSecrets } from './secrets.ts';
import { type SignedMessage, signatureHeaders } from './signature.ts';

/** What an attempt needs of the world. */
export interface AttemptPorts {
  readonly post: Post;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** How an attempt went: the status that was answered, or why none was. */
export interface Attempt {
  readonly statusCode: number | null;
  /** Whether the receiver has it. */
  readonly success: boolean;
  /** Null on success. */
  readonly error: string | null;
  readonly responseMillis: number;
}

/** Sends a message to a webhook once. */
export async function attemptDelivery(
  { post, now }: AttemptPorts,
  webhook: Webhook,
  message: SignedMessage,
): Promise<Attempt> {
  const started = now();
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'assay-webhooks/1',
    ...signatureHeaders(message, signingSecrets(webhook, started), started),
  };
  const timeoutMs = webhook.timeoutSeconds * 1_000;
  const ended = (statusCode: number | null, error: string | null): Attempt => ({
    statusCode,
    success: error === null,
    error,
    responseMillis: now() - started,
  });
  try {
    const status = await post({ url: webhook.url, headers, body: message.body, timeoutMs });
    const isSuccess = status >= 200 && status < 300;
    return ended(status, isSuccess ? null : `the receiver answered ${status}`);
  } catch (error) {
    return ended(null, explain(error, webhook));
  }
}

/** Says what failed without naming an address that a name stands for. */
function explain(error: unknown, { timeoutSeconds }: Webhook): string {
  if (error instanceof ForbiddenTarget) return `the URL ${error.message}`;
  if (error instanceof NoAnswer) return `no complete answer within ${timeoutSeconds} s`;
  const { code } = error as NodeJS.ErrnoException;
  return `the connection failed (${code ?? 'no further reason'})`;
}
