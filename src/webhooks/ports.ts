import type { DeliveryStore } from '../store/deliveries.ts';
import type { WebhookStore } from '../store/webhooks.ts';
import type { Recorder } from '../telemetry/recorder.ts';
import type { Post } from './network/guarded-post.ts';
import type { TargetCheck } from './network/resolve-open.ts';

/** What managing webhooks needs of the world. */
export interface WebhookPorts extends TargetCheck {
  readonly webhooks: WebhookStore;
  readonly deliveries: DeliveryStore;
  /** A new secret. */
  readonly newSecret: () => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What delivering needs of the world. */
export interface DeliverPorts extends Pick<WebhookPorts, 'webhooks' | 'deliveries' | 'now'> {
  readonly post: Post;
  readonly recorder: Recorder;
}
