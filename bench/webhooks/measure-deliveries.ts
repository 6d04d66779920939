import { createRandom } from '../../src/statistics/random.ts';
import type { OutboxStore } from '../../src/store/outbox.ts';
import { type AnnouncePorts, createAnnouncer } from '../../src/webhooks/announce.ts';
import { messageIdOf, type ServiceEvent } from '../../src/webhooks/event.ts';
import { createListeners } from '../../src/webhooks/listeners.ts';
import type { WebhookMessage } from '../../src/webhooks/message.ts';
import { sweepOutbox } from '../../src/webhooks/sweep.ts';
import { endOfBatch, type WebhookBench } from '../../test/support/webhook-bench.ts';

/** What goes wrong, each with its chance: crashes before the announcement and before its note is taken out, messages that come twice, receivers that answer 500. */
export interface Faults {
  readonly events: number;
  readonly crash: number;
  readonly duplicate: number;
  readonly refusal: number;
  readonly seed: number;
}

/** Announces and delivers events under faults: how many arrived, and how often. */
export async function measureDeliveries(bench: WebhookBench, faults: Faults) {
  const random = createRandom(faults.seed);
  const happens = (chance: number) => random() < chance;
  const { webhook_id } = await bench.register();
  const notes = new Map<string, ServiceEvent>();
  const queue: WebhookMessage[] = [];
  const ports = makePorts(bench, { notes, queue, crashes: () => happens(faults.crash) });
  const ids = Array.from({ length: faults.events }, (_, index) => `batch_${index}`);
  const events = ids.map((id) => ({ ...endOfBatch, id }));
  for (const event of events) {
    notes.set(event.id, event);
    await createAnnouncer(ports).announce({ pk: event.id, sk: '' }, event);
  }
  while (notes.size > 0) await sweepOutbox({ ...ports, now: bench.ports.now });
  bench.receiver.forget();
  const messages = queue.flatMap((message) => (happens(faults.duplicate) ? [message, message] : [message]));
  const attempts = await deliverAll(bench, messages, () => happens(faults.refusal));
  const arrived = bench.receiver.messageIds();
  return {
    messages: messages.length,
    attempts,
    lost: events.filter((event) => !arrived.has(messageIdOf(event))).length,
    ids: arrived.size,
    logged: (await bench.ports.deliveries.newest('tenant-a', webhook_id, 1_000)).length,
  };
}

interface Making {
  readonly notes: Map<string, ServiceEvent>;
  readonly queue: WebhookMessage[];
  readonly crashes: () => boolean;
}

function makePorts(bench: WebhookBench, { notes, queue, crashes }: Making): AnnouncePorts {
  const crash = () => {
    if (crashes()) throw new Error('killed');
  };
  const outbox: OutboxStore = {
    async remove({ pk }) {
      crash();
      notes.delete(pk);
    },
    async *waiting() {
      for (const event of notes.values()) {
        yield { key: { pk: event.id, sk: '' }, at: event.at, text: JSON.stringify(event) };
      }
    },
  };
  return {
    listeners: createListeners(bench.ports.webhooks, bench.ports.now),
    outbox,
    queue: {
      async send(_tenant, messages) {
        crash();
        queue.push(...messages);
      },
    },
  };
}

/** Delivers every message as the queue would, to its end; how many tries were made. */
async function deliverAll(
  bench: WebhookBench,
  messages: readonly WebhookMessage[],
  isRefused: () => boolean,
): Promise<number> {
  for (const message of messages) {
    let again = true;
    for (let attempt = 1; again && attempt <= 6; attempt += 1) {
      bench.receiver.answer({ status: isRefused() ? 500 : 204 });
      again = (await bench.deliver(message.webhook_id, attempt, message)).kind === 'again';
    }
  }
  return bench.receiver.received.length;
}
