import { createHmac } from 'node:crypto';
import { Webhook as Signer } from 'standardwebhooks';

/** What is signed. */
export interface SignedMessage {
  readonly id: string;
  readonly event: string;
  readonly body: string;
}

/** The headers of a delivery at a time (milliseconds since the epoch): the Standard Webhooks signature by every secret, newest first, and the older kind by the oldest of them, so that a receiver of that kind can learn the new one before it counts. */
export function signatureHeaders(
  { id, event, body }: SignedMessage,
  secrets: readonly [string, ...string[]],
  now: number,
): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => new Signer(secret).sign(id, new Date(now), body));
  const oldest = secrets.at(-1) ?? secrets[0];
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1_000)),
    'webhook-signature': signatures.join(' '),
    // Keyed by the secret as it was shown, not by the bytes that it encodes.
    'X-Webhook-Signature': `sha256=${createHmac('sha256', oldest).update(body).digest('hex')}`,
    'X-Webhook-Event': event,
    'X-Webhook-Delivery': id,
  };
}
