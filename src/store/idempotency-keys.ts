import { createHash } from 'node:crypto';
import type { Item, Items, Key } from './items.ts';
import { itemVersion } from './table.ts';

/** What a key belongs to: the same key of another tenant, on another route, is another key. */
export interface KeyScope {
  readonly tenant: string;
  readonly method: string;
  /** Without a trailing slash. */
  readonly path: string;
  readonly key: string;
}

/** A run under a key: the only one until its deadline. */
export interface KeyClaim {
  /** The invocation that runs. */
  readonly owner: string;
  /** Of the body. */
  readonly fingerprint: string;
  /** What the run creates is named after it, and so is what a run creates that repeats it. */
  readonly ulid: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Milliseconds since the epoch: the run has ended by then, whatever became of it. */
  readonly deadline: number;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** A key as it stands: a run is under way (or died), was without an answer that is kept, or led to one. */
export interface KeyRecord extends KeyClaim {
  readonly state: 'running' | 'free' | 'kept';
  /** JSON; set while an answer is kept. */
  readonly kept: string | null;
}

/** The idempotency keys of callers; each write is one conditional one. */
export function createKeyStore(items: Items) {
  return {
    /** Claims a key as it was seen; null: one that is not in use. False if it is no longer so. */
    async claim(scope: KeyScope, claim: KeyClaim, seen: KeyRecord | null): Promise<boolean> {
      const { expiresAt, ...fields } = claim;
      const condition = seen ? '#owner = :seenOwner AND #state = :seenState' : unused;
      const values = seen
        ? { ':seenOwner': seen.owner, ':seenState': seen.state }
        : { ':now': Math.floor(claim.startedAt / 1_000) };
      const written = { ...fields, state: 'running', ttl: expiresAt, v: itemVersion };
      return write(items, keyOf(scope), { written, condition, values, removed: ' REMOVE #kept' });
    },

    /** The key, whether it has expired or not; null if it is not there. */
    async read(scope: KeyScope): Promise<KeyRecord | null> {
      const item = await items.get(keyOf(scope));
      return item ? toRecord(item) : null;
    },

    /** Keeps the answer of a run, unless another run has claimed its key. */
    async keep(scope: KeyScope, { owner }: KeyClaim, kept: string): Promise<void> {
      const written = { state: 'kept', kept };
      await write(items, keyOf(scope), { written, condition: ownRun, values: runOf(owner) });
    },

    /** Frees the key of a run that led to no answer to keep, unless another run has claimed it. */
    async free(scope: KeyScope, { owner }: KeyClaim): Promise<void> {
      const written = { state: 'free' };
      await write(items, keyOf(scope), { written, condition: ownRun, values: runOf(owner) });
    },
  };
}

/** See {@link createKeyStore}. */
export type KeyStore = ReturnType<typeof createKeyStore>;

const unused = 'attribute_not_exists(pk) OR #ttl <= :now';
const ownRun = '#owner = :me AND #state = :running';

function runOf(owner: string): Readonly<Record<string, string>> {
  return { ':me': owner, ':running': 'running' };
}

interface Write {
  readonly written: Readonly<Record<string, unknown>>;
  readonly condition: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly removed?: string;
}

async function write(items: Items, key: Key, { written, condition, values, removed = '' }: Write) {
  const names = Object.keys(written);
  const set = names.map((name) => `#${name} = :${name}`).join(', ');
  const used = [...`${condition}${removed}`.matchAll(/#(\w+)/g)].map(([, name = '']) => name);
  const item = await items.update(key, {
    UpdateExpression: `SET ${set}${removed}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: Object.fromEntries([...names, ...used].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(names.map((name) => [`:${name}`, written[name]])),
      ...values,
    },
  });
  return item !== null;
}

/** The caller's key itself is not stored: it may say more than it should. */
function keyOf({ tenant, method, path, key }: KeyScope): Key {
  const hash = createHash('sha256')
    .update(JSON.stringify([method, path, key]))
    .digest('hex');
  return { pk: `IDEMPOTENCY#${tenant}#${hash}`, sk: 'KEY' };
}

/** The record in an item: written by this store only. */
function toRecord({ ttl, ...item }: Item): KeyRecord {
  const record = item as unknown as Omit<KeyRecord, 'expiresAt'>;
  return { ...record, expiresAt: Number(ttl), kept: record.kept ?? null };
}
