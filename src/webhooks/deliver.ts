import type { DeliveryOutcome } from '../store/deliveries.ts';
import type { Webhook } from '../store/webhooks.ts';
import { type Attempt, attemptDelivery } from './attempt.ts';
import { changeWebhooks } from './change.ts';
import type { WebhookMessage } from './message.ts';
import type { DeliverPorts } from './ports.ts';
import { delayAfter } from './schedule.ts';

/** What becomes of a message: done, or back to the queue for so many seconds. */
export type Delivered = { readonly kind: 'done' } | { readonly kind: 'again'; readonly afterSeconds: number };

const done: Delivered = { kind: 'done' };
// Nothing is tried any more: the queue gives the message up to the dead letters as fast as it can.
const givenUp: Delivered = { kind: 'again', afterSeconds: 0 };
const gone = 410;

/** Makes the `attempt`th try of a delivery (1 is the first). A webhook that is deleted or disabled drops it, and a delivery that has arrived is not made again. */
export async function deliverMessage(
  ports: DeliverPorts,
  message: WebhookMessage,
  attempt: number,
): Promise<Delivered> {
  const { webhooks } = await ports.webhooks.read(message.tenant, { consistent: true });
  const webhook = webhooks.find(({ webhookId }) => webhookId === message.webhook_id);
  if (webhook?.status !== 'active') return done;
  if (attempt > webhook.retryCount + 1) return givenUp;
  if (await ports.deliveries.hasArrived(keyOf(message))) return done;
  const { delivery_id: id, event, body } = message;
  const made = await attemptDelivery(ports, webhook, { id, event, body });
  const next = nextOf(made, delayAfter(attempt, webhook.retryCount));
  await note(ports, message, { made, attempt, ...next });
  if (next.outcome === 'gone') await disable(ports, message.tenant, webhook);
  return next.delivered;
}

interface Next {
  readonly outcome: DeliveryOutcome;
  readonly delivered: Delivered;
}

function nextOf({ success, statusCode }: Attempt, delay: number | null): Next {
  if (success) return { outcome: 'delivered', delivered: done };
  if (statusCode === gone) return { outcome: 'gone', delivered: done };
  if (delay === null) return { outcome: 'exhausted', delivered: givenUp };
  return { outcome: 'retrying', delivered: { kind: 'again', afterSeconds: delay } };
}

async function note(
  { deliveries, recorder, now }: DeliverPorts,
  message: WebhookMessage,
  { made, attempt, outcome, delivered }: Next & { readonly made: Attempt; readonly attempt: number },
): Promise<void> {
  const { delivery_id: messageId, event, at: eventAt } = message;
  const at = now();
  const next = outcome === 'retrying' && delivered.kind === 'again' ? delivered.afterSeconds : null;
  recorder.count('webhook_deliveries_total', { event, outcome });
  await deliveries.note(keyOf(message), {
    messageId,
    event,
    attempts: attempt,
    statusCode: made.statusCode,
    outcome,
    error: made.error,
    eventAt,
    lastAttemptAt: new Date(at).toISOString(),
    nextAttemptAt: next === null ? null : new Date(at + next * 1_000).toISOString(),
    responseMillis: made.responseMillis,
  });
}

function keyOf({ tenant, webhook_id, delivery_id, at }: WebhookMessage) {
  return { tenant, webhookId: webhook_id, messageId: delivery_id, eventAt: at };
}

/** The receiver has said that it is gone for good: nothing is sent until the URL is registered again. */
async function disable(ports: DeliverPorts, tenant: string, gone: Webhook): Promise<void> {
  const updatedAt = new Date(ports.now()).toISOString();
  const off = { status: 'disabled', disabledReason: 'the receiver answered 410', updatedAt } as const;
  await changeWebhooks(ports.webhooks, tenant, (webhooks) =>
    // Registered again meanwhile: that counts.
    webhooks.map((each) =>
      each.webhookId === gone.webhookId && each.changedBy === gone.changedBy ? { ...each, ...off } : each,
    ),
  );
}
