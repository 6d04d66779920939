import type { Example } from '../../src/http/documented.ts';
import { batchId, webhook } from '../samples.ts';
import type {
  webhookDeleteContract,
  webhookListContract,
  webhookRegisterContract,
  webhookTestContract,
} from './contract.ts';

const tag = 'Webhooks';

/** A new webhook for the ends of batches. */
export const webhookRegisterExample: Example<typeof webhookRegisterContract> = {
  summary: 'Registers a webhook; a URL that is registered is changed, and woken if it is disabled.',
  tag,
  request: { url: webhook.url, events: webhook.events },
  replies: { 200: { ...webhook, secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDmfzJcNFbH9c=' } },
};

/** One webhook, with its last delivery. */
export const webhookListExample: Example<typeof webhookListContract> = {
  summary: 'Lists your webhooks; one that is named comes with its newest deliveries.',
  tag,
  replies: {
    200: {
      webhooks: [webhook],
      deliveries: [
        {
          delivery_id: `msg_${batchId}_completed`,
          event: 'batch.completed',
          outcome: 'delivered',
          attempts: 1,
          status_code: 200,
          error: null,
          event_at: '2026-11-23T10:00:01.800Z',
          last_attempt_at: '2026-11-23T10:00:02.100Z',
          next_attempt_at: null,
          response_time_ms: 84,
        },
      ],
    },
  },
};

/** A deletion. */
export const webhookDeleteExample: Example<typeof webhookDeleteContract> = {
  summary: 'Deletes a webhook; what is still to be delivered to it is dropped.',
  tag,
  replies: { 204: null },
};

/** A test that arrived. */
export const webhookTestExample: Example<typeof webhookTestContract> = {
  summary: 'Sends a signed test message to a webhook, once, and says how that went.',
  tag,
  request: { url: webhook.url },
  replies: { 200: { success: true, status_code: 200, response_time_ms: 84, error: null } },
};
