import * as z from 'zod';

/** One message of the queue: deliver one event to one webhook. A reader understands its own version and the one before. */
export const WebhookMessage = z.object({
  v: z.literal(1),
  tenant: z.string(),
  webhook_id: z.string(),
  /** Of the message about the event: what receivers tell repeats by. */
  delivery_id: z.string(),
  event: z.string(),
  /** When the event happened. */
  at: z.string(),
  /** The text that is signed and sent, the same at every try. */
  body: z.string(),
});

/** See the schema of the same name. */
export type WebhookMessage = z.infer<typeof WebhookMessage>;

/** Where deliveries are sent to be made. */
export interface WebhookQueue {
  send(tenant: string, messages: readonly WebhookMessage[]): Promise<void>;
}
