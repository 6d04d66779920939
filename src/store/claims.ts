import type { Lease } from './chunk-record.ts';
import type { Item, Items, Key } from './items.ts';

/** What workers and the reconciler did about a piece of work. */
export interface ClaimActivity {
  readonly starts: number;
  /** When it was last claimed, in milliseconds since the epoch; 0 if never. */
  readonly activeAt: number;
  /** Until when the last claim keeps others away, in milliseconds since the epoch; 0 if it was given back. */
  readonly leaseUntil: number;
  /** How many claims there were when its message was last sent again; −1 if it never was. */
  readonly resentAfter: number;
}

/** Claims a piece of work unless another claim is still good; the number of claims so far that no outage ended, this one included, or null. */
export async function claim(items: Items, key: Key, lease: Lease): Promise<number | null> {
  const item = await claimItem(items, key, lease);
  return item ? Number(item['starts']) - Number(item['outages'] ?? 0) : null;
}

/** Like {@link claim}: the item with the claim in it. */
export function claimItem(items: Items, key: Key, lease: Lease): Promise<Item | null> {
  return items.update(key, {
    UpdateExpression: 'ADD starts :one SET leaseUntil = :until, activeAt = :now, #ttl = :ttl',
    ConditionExpression: 'attribute_not_exists(leaseUntil) OR leaseUntil < :now',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: {
      ':one': 1,
      ':now': lease.now,
      ':until': lease.until,
      ':ttl': lease.expiresAt,
    },
  });
}

/** Makes a claim last longer, for work that takes longer than a claim should keep others away from what a crash left. */
export async function renewClaim(items: Items, key: Key, until: number): Promise<void> {
  await items.update(key, {
    UpdateExpression: 'SET leaseUntil = :until',
    ExpressionAttributeValues: { ':until': until },
  });
}

/** Gives a claim back before it ends by itself. */
export async function releaseClaim(items: Items, key: Key): Promise<void> {
  await items.update(key, {
    UpdateExpression: 'SET leaseUntil = :never',
    ExpressionAttributeValues: { ':never': 0 },
  });
}

/** Gives a claim back that an outage of the table or the bucket ended: it does not count as one on which the worker died. */
export async function excuseClaim(items: Items, key: Key): Promise<void> {
  await items.update(key, {
    UpdateExpression: 'SET leaseUntil = :never ADD outages :one',
    ExpressionAttributeValues: { ':never': 0, ':one': 1 },
  });
}

/** Notes that the message for a piece of work was sent again after so many claims: not again before the next one. */
export async function noteResent(
  items: Items,
  key: Key,
  { starts, expiresAt }: { readonly starts: number; readonly expiresAt: number },
): Promise<void> {
  await items.update(key, {
    UpdateExpression: 'SET resentAfter = :starts, #ttl = :ttl',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':starts': starts, ':ttl': expiresAt },
  });
}

/** The activity in an item; that of nothing if there is none. */
export function toActivity(item: Item | null): ClaimActivity {
  return {
    starts: Number(item?.['starts'] ?? 0),
    activeAt: Number(item?.['activeAt'] ?? 0),
    leaseUntil: Number(item?.['leaseUntil'] ?? 0),
    resentAfter: Number(item?.['resentAfter'] ?? -1),
  };
}
