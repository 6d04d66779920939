import * as z from 'zod';
import {
  DeliveryView,
  RegisteredWebhook,
  WebhookBody,
  WebhookName,
  WebhookTested,
  WebhookView,
} from '../../src/webhooks/webhook.ts';

/** POST /evaluations/webhooks */
export const webhookRegisterContract = {
  name: 'webhook-register',
  body: WebhookBody,
  replies: { 200: RegisteredWebhook },
  errors: ['conflict'],
  acceptsKey: true,
} as const;

/** GET /evaluations/webhooks */
export const webhookListContract = {
  name: 'webhook-list',
  query: z.object({
    webhook_id: z.string().max(100).optional().describe('One webhook, with its newest deliveries'),
  }),
  replies: {
    200: z.object({
      webhooks: z.array(WebhookView),
      deliveries: z
        .array(DeliveryView)
        .nullable()
        .describe('The newest 20 of the last week, newest event first; null unless a webhook is named'),
    }),
  },
  errors: ['not_found'],
} as const;

/** DELETE /evaluations/webhooks */
export const webhookDeleteContract = {
  name: 'webhook-delete',
  query: WebhookName,
  replies: { 204: z.null() },
  errors: ['not_found'],
} as const;

/** POST /evaluations/webhooks/test */
export const webhookTestContract = {
  name: 'webhook-test',
  body: WebhookName,
  replies: { 200: WebhookTested },
  errors: ['not_found'],
} as const;
