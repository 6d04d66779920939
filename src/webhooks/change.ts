import { ServiceError } from '../errors.ts';
import type { Webhook, WebhookStore } from '../store/webhooks.ts';

// Each round somebody's change succeeds; more than this many at once are no use of a person.
const mostRounds = 25;

/** A tenant's webhooks after a change. */
export type Change = (webhooks: readonly Webhook[]) => readonly Webhook[];

/** Changes the webhooks of a tenant as they are at that moment: a change that somebody else's overtook is made again on what came of it. */
export async function changeWebhooks(
  store: WebhookStore,
  tenant: string,
  change: Change,
): Promise<readonly Webhook[]> {
  for (let round = 0; round < mostRounds; round += 1) {
    const { webhooks, revision } = await store.read(tenant, { consistent: true });
    const changed = change(webhooks);
    if (await store.replace(tenant, revision, changed)) return changed;
  }
  throw new ServiceError('storage_unavailable', 'the webhooks were changed by others all the time', {
    retryAfter: 1,
  });
}
