import type { Key } from '../store/items.ts';
import type { OutboxStore } from '../store/outbox.ts';
import { causeFields, logger } from '../telemetry/logger.ts';
import { bodyOf, type EventName, messageIdOf, type ServiceEvent } from './event.ts';
import type { Listeners } from './listeners.ts';
import type { WebhookMessage, WebhookQueue } from './message.ts';

/** What announcing needs of the world. */
export interface AnnouncePorts {
  readonly listeners: Listeners;
  readonly queue: WebhookQueue;
  readonly outbox: OutboxStore;
}

/** Tells the webhooks of a tenant what happens. */
export interface Announcer {
  /** Whether a webhook wants one of the events; true where that cannot be found out, so that nothing is lost. `now` asks the table, else an answer may be some seconds old. */
  isAwaited(tenant: string, events: readonly EventName[], when: 'now' | 'lately'): Promise<boolean>;
  /** Sends an event to whoever wants it, at most once: a failure is logged and lost. */
  mention(event: ServiceEvent): Promise<void>;
  /** Sends an event whose note stands in the outbox at that key, and takes it out. A failure is logged: the note stays, and is swept later. */
  announce(key: Key, event: ServiceEvent): Promise<void>;
}

/** See {@link Announcer}. */
export function createAnnouncer(ports: AnnouncePorts): Announcer {
  return {
    async isAwaited(tenant, events, when) {
      try {
        const webhooks = await ports.listeners.of(tenant, when);
        return webhooks.some((webhook) => events.some((event) => webhook.events.includes(event)));
      } catch (error) {
        logger.warn('webhooks cannot be read', { tenant, ...causeFields(error) });
        return true;
      }
    },
    mention: (event) => logged(event, () => sendEvent(ports, event)),
    announce: (key, event) => logged(event, () => deliverNote(ports, key, event)),
  };
}

/** Sends an event and then takes its note out of the outbox: the other way round a crash in between would lose it. */
export async function deliverNote(ports: AnnouncePorts, key: Key, event: ServiceEvent): Promise<void> {
  await sendEvent(ports, event);
  await ports.outbox.remove(key);
}

async function sendEvent({ listeners, queue }: AnnouncePorts, event: ServiceEvent): Promise<void> {
  const webhooks = await listeners.of(event.tenant, 'lately');
  const messages = webhooks
    .filter(({ events }) => events.includes(event.event))
    .map(({ webhookId }) => messageFor(event, webhookId));
  if (messages.length > 0) await queue.send(event.tenant, messages);
}

function messageFor(event: ServiceEvent, webhookId: string): WebhookMessage {
  return {
    v: 1,
    tenant: event.tenant,
    webhook_id: webhookId,
    delivery_id: messageIdOf(event),
    event: event.event,
    at: event.at,
    body: bodyOf(event),
  };
}

async function logged({ event, id }: ServiceEvent, send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (error) {
    logger.warn('event was not announced', { event, id, ...causeFields(error) });
  }
}
