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
  /** When that was, in milliseconds since the epoch; 0 if never. */
  readonly resentAt: number;
}

/** A claim that is held. */
export interface Claim {
  /** The how-manieth claim it is: what is its own, and no former or later holder's. */
  readonly number: number;
  /** The claims so far that no outage ended, this one included. */
  readonly starts: number;
}

/** Claims a piece of work unless another claim is still good; null then. */
export async function claim(items: Items, key: Key, lease: Lease): Promise<Claim | null> {
  const item = await claimItem(items, key, lease);
  if (!item) return null;
  const number = Number(item['starts']);
  return { number, starts: number - Number(item['outages'] ?? 0) };
}

/** Claims a piece of work unless another claim is still good; the item with the claim in it, or null. */
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

// A claim that was given back, or taken over when it had run out, is nobody's to renew or to give back.
const ifHeld = 'starts = :number AND leaseUntil > :never';

/** Makes a claim last longer, for work that takes longer than a claim should keep others away from what a crash left. One that is no longer held stays as it is. */
export async function renewClaim(
  items: Items,
  key: Key,
  { number, until }: { readonly number: number; readonly until: number },
): Promise<void> {
  await items.update(key, {
    UpdateExpression: 'SET leaseUntil = :until',
    ConditionExpression: ifHeld,
    ExpressionAttributeValues: { ':until': until, ':number': number, ':never': 0 },
  });
}

/** Gives a claim back before it ends by itself, if it is still held. */
export async function releaseClaim(items: Items, key: Key, number: number): Promise<void> {
  await items.update(key, {
    UpdateExpression: 'SET leaseUntil = :never',
    ConditionExpression: ifHeld,
    ExpressionAttributeValues: { ':never': 0, ':number': number },
  });
}

/** Gives a claim back that an outage of the table or the bucket ended, if it is still held: it does not count as one on which the worker died. */
export async function excuseClaim(items: Items, key: Key, number: number): Promise<void> {
  await items.update(key, {
    UpdateExpression: 'SET leaseUntil = :never ADD outages :one',
    ConditionExpression: ifHeld,
    ExpressionAttributeValues: { ':never': 0, ':one': 1, ':number': number },
  });
}

/** That a message was sent again. */
export interface Resending {
  /** How many claims there were. */
  readonly starts: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** Notes that the message for a piece of work was sent again. */
export async function noteResent(
  items: Items,
  key: Key,
  { starts, at, expiresAt }: Resending,
): Promise<void> {
  await items.update(key, {
    UpdateExpression: 'SET resentAfter = :starts, resentAt = :at, #ttl = :ttl',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':starts': starts, ':at': at, ':ttl': expiresAt },
  });
}

/** The activity in an item; that of nothing if there is none. */
export function toActivity(item: Item | null): ClaimActivity {
  return {
    starts: Number(item?.['starts'] ?? 0),
    activeAt: Number(item?.['activeAt'] ?? 0),
    leaseUntil: Number(item?.['leaseUntil'] ?? 0),
    resentAfter: Number(item?.['resentAfter'] ?? -1),
    resentAt: Number(item?.['resentAt'] ?? 0),
  };
}
