import { ServiceError } from '../errors.ts';
import type { Webhook } from '../store/webhooks.ts';
import { changeWebhooks } from './change.ts';
import { checkUrl } from './check-url.ts';
import type { WebhookPorts } from './ports.ts';
import { rotateSecret } from './secrets.ts';
import { type RegisteredWebhook, viewWebhook, type WebhookBody } from './webhook.ts';

const mostWebhooks = 10;

/** A webhook as a tenant asks for it. A new one gets the given id; the same registration again, by its id, changes nothing and has the same answer. */
export interface Registration {
  readonly tenant: string;
  readonly id: string;
  readonly body: WebhookBody;
}

interface Making {
  readonly id: string;
  readonly body: WebhookBody;
  readonly url: string;
  readonly secret: string;
  readonly now: number;
}

/** Registers a webhook, or changes the one of that URL. The secret is shown to the registration that made it. */
export async function registerWebhook(
  ports: WebhookPorts,
  { tenant, id, body }: Registration,
): Promise<RegisteredWebhook> {
  const now = ports.now();
  const making = { id, body, url: await checkUrl(ports, body.url), secret: ports.newSecret(), now };
  const webhooks = await changeWebhooks(ports.webhooks, tenant, (list) => registerIn(list, making));
  const registered = webhooks.find(({ url }) => url === making.url);
  if (!registered) throw new Error(`the webhook ${id} is not among those just written`);
  return viewFor(id, registered, now);
}

/** What an earlier registration led to, as it stands now and without changing it; null if that is gone. */
export async function recallRegistration(
  ports: WebhookPorts,
  tenant: string,
  id: string,
): Promise<RegisteredWebhook | null> {
  const { webhooks } = await ports.webhooks.read(tenant, { consistent: true });
  const registered = webhooks.find(({ webhookId, secretMadeBy, changedBy }) =>
    [webhookId, secretMadeBy, changedBy].includes(id),
  );
  return registered ? viewFor(id, registered, ports.now()) : null;
}

/** The secret is shown to the registration that made it. */
function viewFor(id: string, registered: Webhook, now: number): RegisteredWebhook {
  const secret = registered.secretMadeBy === id ? registered.secret : null;
  return { ...viewWebhook(registered, now), secret };
}

function registerIn(webhooks: readonly Webhook[], making: Making): readonly Webhook[] {
  const standing = webhooks.find(({ url }) => url === making.url);
  if (standing) {
    const changed = standing.changedBy === making.id ? standing : change(standing, making);
    return webhooks.map((each) => (each === standing ? changed : each));
  }
  if (webhooks.length >= mostWebhooks) {
    throw new ServiceError('conflict', `there are ${webhooks.length} webhooks; at most ${mostWebhooks}`);
  }
  return [...webhooks, create(making)];
}

function create(making: Making): Webhook {
  const { id, url, secret, now } = making;
  const settings = settingsOf(making);
  const createdAt = new Date(now).toISOString();
  return { webhookId: id, url, secret, secretMadeBy: id, retired: [], createdAt, ...settings };
}

function change(standing: Webhook, making: Making): Webhook {
  const changed = { ...standing, ...settingsOf(making) };
  return making.body.rotate_secret ? rotateSecret(changed, making) : changed;
}

/** What every registration sets; it wakes a webhook that is disabled. */
function settingsOf({ id, body, now }: Making) {
  return {
    changedBy: id,
    events: [...new Set(body.events)],
    status: 'active',
    disabledReason: null,
    retryCount: body.retry_count,
    timeoutSeconds: body.timeout_seconds,
    updatedAt: new Date(now).toISOString(),
  } as const;
}
