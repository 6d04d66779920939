import { storing } from '../../../src/platform/storing.ts';
import { createOutboxStore } from '../../../src/store/outbox.ts';
import type { Webhook } from '../../../src/store/webhooks.ts';
import type { AnnouncePorts } from '../../../src/webhooks/announce.ts';
import type { Facts } from './facts.ts';

const webhook = {
  webhookId: 'whk_of_a_test',
  status: 'active',
  events: ['batch.completed', 'batch.failed', 'batch.cancelled'],
} as unknown as Webhook;

/** What tells one webhook of the ends of batches, with the ids of the messages noted. */
export function announceTo(facts: Facts): AnnouncePorts {
  return {
    listeners: { of: async () => [webhook] },
    queue: {
      send: async (_tenant, messages) => {
        for (const message of messages) facts.announced.add(message.delivery_id);
      },
    },
    outbox: createOutboxStore(storing.items()),
  };
}
