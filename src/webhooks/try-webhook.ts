import { attemptDelivery } from './attempt.ts';
import { findWebhook } from './manage.ts';
import type { Post } from './network/guarded-post.ts';
import type { WebhookPorts } from './ports.ts';
import type { WebhookName, WebhookTested } from './webhook.ts';

const event = 'webhook.test';

/** Sends a test message to a webhook, active or not, and says how that went. It is tried once, and not logged. */
export async function tryWebhook(
  ports: WebhookPorts & { readonly post: Post; readonly newId: () => string },
  tenant: string,
  name: WebhookName,
): Promise<WebhookTested> {
  const webhook = await findWebhook(ports, tenant, name);
  const timestamp = new Date(ports.now()).toISOString();
  const body = JSON.stringify({ event, webhook_id: webhook.webhookId, timestamp, data: {} });
  const made = await attemptDelivery(ports, webhook, { id: `msg_test_${ports.newId()}`, event, body });
  const { success, statusCode, responseMillis, error } = made;
  return { success, status_code: statusCode, response_time_ms: responseMillis, error };
}
