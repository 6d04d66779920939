import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { ulid } from 'ulid';
import { type Engines, startEngines } from '../../local/engines.ts';
import { createDeliveryStore } from '../../src/store/deliveries.ts';
import { createItems } from '../../src/store/items.ts';
import { createWebhookStore, type Webhook } from '../../src/store/webhooks.ts';
import { createRecorder, type Deltas } from '../../src/telemetry/recorder.ts';
import { changeWebhooks } from '../../src/webhooks/change.ts';
import { type Delivered, deliverMessage } from '../../src/webhooks/deliver.ts';
import { bodyOf, messageIdOf, type ServiceEvent } from '../../src/webhooks/event.ts';
import type { WebhookMessage } from '../../src/webhooks/message.ts';
import { createGuardedPost } from '../../src/webhooks/network/guarded-post.ts';
import type { DeliverPorts, WebhookPorts } from '../../src/webhooks/ports.ts';
import { registerWebhook } from '../../src/webhooks/register.ts';
import { makeSecret } from '../../src/webhooks/secrets.ts';
import { type RegisteredWebhook, WebhookBody } from '../../src/webhooks/webhook.ts';
import { anywhere } from './ssrf-attack.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

/** The parts that deliver webhooks on a real table, with a real receiver and a clock in the test's hand. */
export interface WebhookBench {
  readonly ports: WebhookPorts & DeliverPorts;
  readonly receiver: WebhookReceiver;
  /** What was counted: `family|labels|part` by item. */
  readonly counted: ReadonlyMap<string, Deltas>;
  /** Milliseconds since the epoch; only the test moves it. */
  readonly clock: { now: number };
  register(fields?: Record<string, unknown>, tenant?: string): Promise<RegisteredWebhook>;
  deliver(webhookId: string, attempt: number, over?: Partial<WebhookMessage>): Promise<Delivered>;
  standing(webhookId: string, tenant?: string): Promise<Webhook | undefined>;
  /** Deletes every webhook of `tenant-a`. */
  forgetWebhooks(): Promise<void>;
  stop(): Promise<void>;
}

/** An event that a bench delivers. */
export const endOfBatch: ServiceEvent = {
  tenant: 'tenant-a',
  event: 'batch.completed',
  id: 'batch_01KB0000000000000000000000',
  at: '2026-11-24T10:00:00.000Z',
  data: { status: 'completed' },
};

/** Starts a table in memory, a receiver, and what delivers on them. */
export async function startWebhookBench(): Promise<WebhookBench> {
  const engines: Engines = await startEngines({ folder: null });
  Object.assign(process.env, engines.environment);
  const receiver = await startWebhookReceiver();
  const clock = { now: Date.parse('2026-11-24T10:00:00.500Z') };
  const counted = new Map<string, Deltas>();
  const ports = makePorts(engines, { clock, counted });
  const standing = async (webhookId: string, tenant = 'tenant-a') => {
    const { webhooks } = await ports.webhooks.read(tenant, { consistent: true });
    return webhooks.find((each) => each.webhookId === webhookId);
  };
  return {
    ports,
    receiver,
    counted,
    clock,
    standing,
    register: (fields = {}, tenant = 'tenant-a') =>
      registerWebhook(ports, {
        tenant,
        id: `wh_${ulid()}`,
        body: WebhookBody.parse({ url: `${receiver.url}/${ulid()}`, ...fields }),
      }),
    deliver: (webhookId, attempt, over = {}) =>
      deliverMessage(ports, { ...messageTo(webhookId), ...over }, attempt),
    forgetWebhooks: () => changeWebhooks(ports.webhooks, 'tenant-a', () => []).then(() => undefined),
    stop: async () => {
      await receiver.stop();
      await engines.stop();
    },
  };
}

function makePorts(
  engines: Engines,
  { clock, counted }: Pick<WebhookBench, 'clock'> & { readonly counted: Map<string, Deltas> },
): WebhookBench['ports'] {
  const items = createItems(engines.environment['TABLE_NAME'] ?? '');
  const check = {
    policy: anywhere,
    resolve: (hostname: string) => lookup(hostname, { all: true }),
  };
  return {
    ...check,
    webhooks: createWebhookStore(items),
    deliveries: createDeliveryStore(items),
    newSecret: () => makeSecret(randomBytes(32)),
    now: () => clock.now,
    post: createGuardedPost(check),
    recorder: createRecorder(
      async (key, deltas) => void counted.set(key, deltas),
      (error) => {
        throw error;
      },
    ),
  };
}

/** The message about {@link endOfBatch} to a webhook. */
export function messageTo(webhook_id: string): WebhookMessage {
  const { tenant, event, at } = endOfBatch;
  const delivery_id = messageIdOf(endOfBatch);
  return { v: 1, tenant, webhook_id, delivery_id, event, at, body: bodyOf(endOfBatch) };
}
