import { delivering } from '../../src/platform/delivering.ts';
import { createDeliverer } from '../../src/queue/deliverer.ts';

/** Delivers the webhooks that their queue hands out. */
export const handler = createDeliverer(delivering.deliver);
