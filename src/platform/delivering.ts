import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { ulid } from 'ulid';
import type { DelivererPorts } from '../queue/deliverer.ts';
import { createPostpone } from '../queue/postpone.ts';
import { createDeliveryStore } from '../store/deliveries.ts';
import { createWebhookStore } from '../store/webhooks.ts';
import { createGuardedPost, type Post } from '../webhooks/network/guarded-post.ts';
import { createNameResolver } from '../webhooks/network/resolve-name.ts';
import type { Resolve } from '../webhooks/network/resolve-open.ts';
import type { WebhookPorts } from '../webhooks/ports.ts';
import { makeSecret } from '../webhooks/secrets.ts';
import { chance } from './chance.ts';
import { lazy } from './lazy.ts';
import { environment, requireVariable } from './process.ts';
import { storing } from './storing.ts';

// A name server that is silent has failed after some four seconds.
const resolvePublic = createNameResolver({ timeoutMs: 1_000, tries: 2 });
// Names of the hosts file lead to this machine or to its network.
const resolveHere: Resolve = (hostname) => lookup(hostname, { all: true });

const manage = lazy((): WebhookPorts & { readonly post: Post; readonly newId: () => string } => {
  const { ENVIRONMENT, WEBHOOK_ALLOW_PRIVATE } = environment();
  const check = {
    policy: { allowsHttp: ENVIRONMENT === 'development', allowsPrivate: WEBHOOK_ALLOW_PRIVATE },
    resolve: WEBHOOK_ALLOW_PRIVATE ? resolveHere : resolvePublic,
  };
  return {
    ...check,
    webhooks: createWebhookStore(storing.items()),
    deliveries: createDeliveryStore(storing.items()),
    newSecret: () => makeSecret(randomBytes(32)),
    newId: ulid,
    now: chance.now,
    post: createGuardedPost(check),
  };
});

/** What managing webhooks and delivering to them need. */
export const delivering = {
  manage,
  deliver: lazy(
    (): DelivererPorts => ({
      ...manage(),
      recorder: storing.recorder(),
      postpone: createPostpone(requireVariable('WEBHOOK_QUEUE_URL')),
    }),
  ),
};
