import type { Webhook, WebhookStore } from '../store/webhooks.ts';

/** The active webhooks of tenants, remembered for a few seconds. */
export interface Listeners {
  /** `now` asks the table. */
  of(tenant: string, when: 'now' | 'lately'): Promise<readonly Webhook[]>;
}

interface Remembered {
  readonly at: number;
  readonly webhooks: Promise<readonly Webhook[]>;
}

// A registration counts for single evaluations after this long: short enough to try it out, long enough to spare the table.
const rememberedMillis = 5_000;
const mostRemembered = 1_000;

/** See {@link Listeners}; `now` in milliseconds since the epoch. */
export function createListeners(store: WebhookStore, now: () => number): Listeners {
  const remembered = new Map<string, Remembered>();
  const ask = (tenant: string, consistent: boolean) => {
    if (remembered.size >= mostRemembered) remembered.clear();
    const webhooks = readActive(store, tenant, consistent);
    const entry = { at: now(), webhooks };
    remembered.set(tenant, entry);
    webhooks.catch(() => {
      if (remembered.get(tenant) === entry) remembered.delete(tenant);
    });
    return webhooks;
  };
  return {
    of(tenant, when) {
      if (when === 'now') return ask(tenant, true);
      const known = remembered.get(tenant);
      return known && now() - known.at < rememberedMillis ? known.webhooks : ask(tenant, false);
    },
  };
}

async function readActive(
  store: WebhookStore,
  tenant: string,
  consistent: boolean,
): Promise<readonly Webhook[]> {
  const { webhooks } = await store.read(tenant, { consistent });
  return webhooks.filter(({ status }) => status === 'active');
}
