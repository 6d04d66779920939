import type { Webhook } from '../store/webhooks.ts';

const overlapMillis = 24 * 3_600_000;
// A rotation that is repeated because its answer was lost must not end the secret that the receiver knows.
const mostRetired = 4;

/** A new secret from 32 random bytes: `whsec_` and their base64. */
export function makeSecret(bytes: Uint8Array): string {
  return `whsec_${Buffer.from(bytes).toString('base64')}`;
}

/** The secrets that sign at a time, newest first. */
export function signingSecrets({ secret, retired }: Webhook, now: number): readonly [string, ...string[]] {
  return [secret, ...retired.filter(({ until }) => until > now).map((each) => each.secret)];
}

/** A secret, the registration that it is made for, and the time. */
export interface NewSecret {
  readonly secret: string;
  readonly id: string;
  readonly now: number;
}

/** A webhook with a new secret; the one before signs as well for another 24 hours. */
export function rotateSecret(webhook: Webhook, { secret, id, now }: NewSecret): Webhook {
  const kept = webhook.retired.filter(({ until }) => until > now);
  const retired = [{ secret: webhook.secret, until: now + overlapMillis }, ...kept];
  return { ...webhook, secret, secretMadeBy: id, retired: retired.slice(0, mostRetired) };
}
