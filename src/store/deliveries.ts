import { type Item, type Items, queryPages } from './items.ts';
import { itemVersion } from './table.ts';

/** How the last try of a delivery ended: there, to be tried again, given up, or refused for good by a receiver that is gone. */
export const deliveryOutcomes = ['delivered', 'retrying', 'exhausted', 'gone'] as const;

/** One of {@link deliveryOutcomes}. */
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

/** Which delivery: the message about an event, to one webhook of a tenant. */
export interface DeliveryKey {
  readonly tenant: string;
  readonly webhookId: string;
  readonly messageId: string;
  /** When the event happened. */
  readonly eventAt: string;
}

/** A delivery after its last try. */
export interface DeliveryRecord {
  readonly messageId: string;
  readonly event: string;
  readonly attempts: number;
  /** Null where nothing was answered. */
  readonly statusCode: number | null;
  readonly outcome: DeliveryOutcome;
  readonly error: string | null;
  readonly eventAt: string;
  readonly lastAttemptAt: string;
  /** Null where there is no further one. */
  readonly nextAttemptAt: string | null;
  readonly responseMillis: number;
}

/** The log of deliveries, each kept for a week after its last try. */
export function createDeliveryStore(items: Items) {
  return {
    /** Whether a delivery has arrived. */
    async hasArrived(key: DeliveryKey): Promise<boolean> {
      const item = await items.get(itemKey(key), { attributes: 'arrived' });
      return item !== null && item['arrived'] !== undefined;
    },

    /** Notes a try; one that came late changes nothing about a delivery that has arrived. */
    async note(key: DeliveryKey, record: DeliveryRecord): Promise<void> {
      const ttl = Math.floor(Date.parse(record.lastAttemptAt) / 1_000) + keptSeconds;
      const arrived = record.outcome === 'delivered' ? { arrived: true } : {};
      const item = { ...itemKey(key), ...record, ...arrived, v: itemVersion, ttl };
      await items.put(item, 'attribute_not_exists(arrived)');
    },

    /** The newest deliveries of a webhook, newest event first. */
    async newest(tenant: string, webhookId: string, limit: number): Promise<readonly DeliveryRecord[]> {
      const query = {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partitionOf(tenant, webhookId) },
        ScanIndexForward: false,
        Limit: limit,
      };
      for await (const page of queryPages(items, query)) return page.items.map(toRecord);
      return [];
    },
  };
}

/** See {@link createDeliveryStore}. */
export type DeliveryStore = ReturnType<typeof createDeliveryStore>;

const keptSeconds = 7 * 86_400;

function itemKey({ tenant, webhookId, messageId, eventAt }: DeliveryKey) {
  return { pk: partitionOf(tenant, webhookId), sk: `${eventAt}#${messageId}` };
}

function partitionOf(tenant: string, webhookId: string): string {
  return `DELIVERIES#${tenant}#${webhookId}`;
}

/** Written by this store only. */
function toRecord(item: Item): DeliveryRecord {
  return item as unknown as DeliveryRecord;
}
