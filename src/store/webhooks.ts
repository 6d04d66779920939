import { type Items, ifAbsent, type Key } from './items.ts';
import { itemVersion } from './table.ts';

/** A secret that signs until a time, in milliseconds since the epoch. */
export interface RetiredSecret {
  readonly secret: string;
  readonly until: number;
}

/** A webhook as it is kept; its secrets stand in the table in clear, which is encrypted at rest, because they must sign. */
export interface Webhook {
  readonly webhookId: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly secret: string;
  /** The registration that the secret was made for, and shown to. */
  readonly secretMadeBy: string;
  /** Newest first. */
  readonly retired: readonly RetiredSecret[];
  readonly status: 'active' | 'disabled';
  /** Why it is disabled. */
  readonly disabledReason: string | null;
  readonly retryCount: number;
  readonly timeoutSeconds: number;
  /** The last registration that changed it. */
  readonly changedBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The webhooks of a tenant, and the revision that a change of them replaces; 0 is none yet. */
export interface WebhookList {
  readonly webhooks: readonly Webhook[];
  readonly revision: number;
}

/** A tenant's webhooks in one item: all of them are read at once, and a change replaces the list it was made from. */
export function createWebhookStore(items: Items) {
  return {
    async read(tenant: string, options: { readonly consistent: boolean }): Promise<WebhookList> {
      const item = await items.get(keyOf(tenant), options);
      return {
        webhooks: (item?.['webhooks'] ?? []) as readonly Webhook[],
        revision: Number(item?.['revision'] ?? 0),
      };
    },

    /** Replaces the list of that revision; false if it is no longer the one. */
    async replace(tenant: string, revision: number, webhooks: readonly Webhook[]): Promise<boolean> {
      const item = { ...keyOf(tenant), v: itemVersion, webhooks, revision: revision + 1 };
      if (revision === 0) return items.put(item, ifAbsent);
      const updated = await items.update(keyOf(tenant), {
        UpdateExpression: 'SET webhooks = :webhooks, revision = :next',
        ConditionExpression: 'revision = :revision',
        ExpressionAttributeValues: { ':webhooks': webhooks, ':revision': revision, ':next': revision + 1 },
      });
      return updated !== null;
    },
  };
}

/** See {@link createWebhookStore}. */
export type WebhookStore = ReturnType<typeof createWebhookStore>;

function keyOf(tenant: string): Key {
  return { pk: `WEBHOOKS#${tenant}`, sk: 'WEBHOOKS' };
}
