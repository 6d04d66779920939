import * as z from 'zod';
import { type DeliveryRecord, deliveryOutcomes } from '../store/deliveries.ts';
import type { Webhook } from '../store/webhooks.ts';
import { eventNames } from './event.ts';
import { retryDelays } from './schedule.ts';

/** The body of a registration; registering a URL again changes its webhook, and wakes it if it is disabled. */
export const WebhookBody = z.object({
  url: z.string().min(1).max(2_048).describe('Where events are sent'),
  events: z
    .array(z.enum(eventNames))
    .min(1)
    .max(20)
    .default([...eventNames])
    .describe('The events that are sent; all if absent'),
  retry_count: z
    .number()
    .int()
    .min(0)
    .max(retryDelays.length)
    .default(retryDelays.length)
    .describe('Further tries after a failed delivery: 5 s, 1 min, 10 min, 1 h and 6 h later'),
  timeout_seconds: z
    .number()
    .min(1)
    .max(20)
    .default(10)
    .describe('Longest wait for the complete answer of the receiver'),
  rotate_secret: z
    .boolean()
    .default(false)
    .describe('Makes a new secret for a URL that is registered; the old one signs as well for 24 hours'),
});

/** See the schema of the same name. */
export type WebhookBody = z.infer<typeof WebhookBody>;

/** A webhook as its owner sees it: without its secret. */
export const WebhookView = z.object({
  webhook_id: z.string(),
  url: z.string(),
  events: z.array(z.enum(eventNames)),
  status: z.enum(['active', 'disabled']),
  /** Why it is disabled. */
  disabled_reason: z.string().nullable(),
  retry_count: z.number().int(),
  timeout_seconds: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  /** Until when a secret before the current one signs as well. */
  previous_secret_until: z.string().nullable(),
});

/** See the schema of the same name. */
export type WebhookView = z.infer<typeof WebhookView>;

/** The answer to a registration. */
export const RegisteredWebhook = WebhookView.extend({
  secret: z.string().nullable().describe('Shown when it is made, and never again'),
});

/** See the schema of the same name. */
export type RegisteredWebhook = z.infer<typeof RegisteredWebhook>;

/** Which webhook, by its id or its URL. */
export const WebhookName = z
  .object({
    webhook_id: z.string().max(100).optional().describe('The id of the webhook'),
    url: z.string().max(2_048).optional().describe('Its URL, where the id is not at hand'),
  })
  .refine(({ webhook_id, url }) => webhook_id !== undefined || url !== undefined, {
    path: ['webhook_id'],
    message: 'or url must name the webhook',
  });

/** See the schema of the same name. */
export type WebhookName = z.infer<typeof WebhookName>;

/** How a test of a webhook went; the time is in milliseconds. */
export const WebhookTested = z.object({
  success: z.boolean(),
  status_code: z.number().int().nullable(),
  response_time_ms: z.number().int(),
  error: z.string().nullable(),
});

/** See the schema of the same name. */
export type WebhookTested = z.infer<typeof WebhookTested>;

/** One line of the delivery log. */
export const DeliveryView = z.object({
  /** The `webhook-id` that the receiver got. */
  delivery_id: z.string(),
  event: z.string(),
  outcome: z.enum(deliveryOutcomes),
  attempts: z.number().int(),
  status_code: z.number().int().nullable(),
  error: z.string().nullable(),
  event_at: z.string(),
  last_attempt_at: z.string(),
  next_attempt_at: z.string().nullable(),
  response_time_ms: z.number().int(),
});

/** See the schema of the same name. */
export type DeliveryView = z.infer<typeof DeliveryView>;

/** Shows a delivery to the owner of its webhook. */
export function viewDelivery(record: DeliveryRecord): DeliveryView {
  return {
    delivery_id: record.messageId,
    event: record.event,
    outcome: record.outcome,
    attempts: record.attempts,
    status_code: record.statusCode,
    error: record.error,
    event_at: record.eventAt,
    last_attempt_at: record.lastAttemptAt,
    next_attempt_at: record.nextAttemptAt,
    response_time_ms: record.responseMillis,
  };
}

/** Shows a webhook to its owner at a time (milliseconds since the epoch). */
export function viewWebhook(webhook: Webhook, now: number): WebhookView {
  const last = Math.max(0, ...webhook.retired.map(({ until }) => until));
  return {
    webhook_id: webhook.webhookId,
    url: webhook.url,
    events: eventNames.filter((name) => webhook.events.includes(name)),
    status: webhook.status,
    disabled_reason: webhook.disabledReason,
    retry_count: webhook.retryCount,
    timeout_seconds: webhook.timeoutSeconds,
    created_at: webhook.createdAt,
    updated_at: webhook.updatedAt,
    previous_secret_until: last > now ? new Date(last).toISOString() : null,
  };
}
