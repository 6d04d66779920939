import { createSender } from '../queue/queues.ts';
import { createOutboxStore } from '../store/outbox.ts';
import { createWebhookStore } from '../store/webhooks.ts';
import { type AnnouncePorts, type Announcer, createAnnouncer } from '../webhooks/announce.ts';
import { createListeners } from '../webhooks/listeners.ts';
import type { WebhookMessage } from '../webhooks/message.ts';
import type { SweepPorts } from '../webhooks/sweep.ts';
import { chance } from './chance.ts';
import { lazy } from './lazy.ts';
import { requireVariable } from './process.ts';
import { storing } from './storing.ts';

const queue = lazy(() => createSender<WebhookMessage>(requireVariable('WEBHOOK_QUEUE_URL')));

const ports = lazy(
  (): AnnouncePorts => ({
    listeners: createListeners(createWebhookStore(storing.items()), chance.now),
    // Functions that only read have batches too, and no such queue.
    queue: { send: (tenant, messages) => queue().send(tenant, messages) },
    outbox: createOutboxStore(storing.items()),
  }),
);

/** What tells webhooks of events. */
export const announcing = {
  announcer: lazy((): Announcer => createAnnouncer(ports())),
  sweep: lazy((): SweepPorts => ({ ...ports(), now: chance.now })),
};
