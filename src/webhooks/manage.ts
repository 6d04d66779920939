import { ServiceError } from '../errors.ts';
import type { Webhook } from '../store/webhooks.ts';
import { changeWebhooks } from './change.ts';
import type { WebhookPorts } from './ports.ts';
import {
  type DeliveryView,
  viewDelivery,
  viewWebhook,
  type WebhookName,
  type WebhookView,
} from './webhook.ts';

const shownDeliveries = 20;

/** The tenant's webhooks, oldest first. */
async function listWebhooks({ webhooks }: WebhookPorts, tenant: string): Promise<readonly Webhook[]> {
  return (await webhooks.read(tenant, { consistent: true })).webhooks;
}

/** The tenant's webhook of that name; another tenant's and none at all are the same 404. */
export async function findWebhook(ports: WebhookPorts, tenant: string, name: WebhookName): Promise<Webhook> {
  return pick(await listWebhooks(ports, tenant), name);
}

/** What a tenant sees of its webhooks: all of them, or one with its newest deliveries. */
export async function readWebhooks(
  ports: WebhookPorts,
  tenant: string,
  webhookId: string | undefined,
): Promise<{ readonly webhooks: WebhookView[]; readonly deliveries: DeliveryView[] | null }> {
  const view = (webhook: Webhook) => viewWebhook(webhook, ports.now());
  if (webhookId === undefined) {
    return { webhooks: (await listWebhooks(ports, tenant)).map(view), deliveries: null };
  }
  const webhook = await findWebhook(ports, tenant, { webhook_id: webhookId });
  const deliveries = await ports.deliveries.newest(tenant, webhookId, shownDeliveries);
  return { webhooks: [view(webhook)], deliveries: deliveries.map(viewDelivery) };
}

/** Deletes a webhook: what is still to be delivered to it is dropped. */
export async function deleteWebhook(ports: WebhookPorts, tenant: string, name: WebhookName): Promise<void> {
  await changeWebhooks(ports.webhooks, tenant, (webhooks) => {
    const deleted = pick(webhooks, name);
    return webhooks.filter((each) => each !== deleted);
  });
}

function pick(webhooks: readonly Webhook[], { webhook_id, url }: WebhookName): Webhook {
  const href = url !== undefined && URL.canParse(url) ? new URL(url).href : url;
  const found = webhooks.find(
    (each) =>
      (webhook_id === undefined || each.webhookId === webhook_id) &&
      (href === undefined || each.url === href),
  );
  if (!found) throw new ServiceError('not_found', 'there is no such webhook');
  return found;
}
