import { createHash } from 'node:crypto';
import { type BatchDefinition, type BatchRecord, ifUnsplit, toRecord } from './batch-record.ts';
import type { Lease } from './chunk-record.ts';
import {
  type Claim,
  type ClaimActivity,
  claim,
  excuseClaim,
  noteResent,
  type Resending,
  releaseClaim,
  renewClaim,
  toActivity,
} from './claims.ts';
import type { Items, Key } from './items.ts';
import { itemVersion } from './table.ts';

/** An uploaded file as it was when its batch was submitted. */
export interface UploadedFile {
  readonly uploadId: string;
  readonly key: string;
  /** Names its content: another upload under the same id has another. */
  readonly etag: string;
}

/** Where the bytes of a group's chunks are: one small item per group, so that a worker reads a kilobyte to find its chunk. */
export interface GroupPlan {
  /** Where each chunk begins in the bytes of the whole batch, and where the last one ends. */
  readonly offsets: readonly number[];
  /** The parts that hold these bytes: number and first byte. */
  readonly parts: readonly (readonly [number: number, start: number])[];
}

/** What the files of a batch came to. */
export interface SplitPlan {
  readonly totalItems: number;
  readonly chunkSize: number;
  readonly chunkCount: number;
}

type Files = Pick<BatchDefinition, 'batchId' | 'filesKey'>;
type Owner = Pick<BatchDefinition, 'batchId' | 'expiresAt'>;

/** The work on a batch as a whole: its claims, the files it is made from, and the plan that comes of them. */
export function createSplitStore(items: Items) {
  return {
    /** Claims the work unless another claim is still good; null then. */
    claim: (batchId: string, lease: Lease): Promise<Claim | null> =>
      claim(items, keyOf(batchId, 'WHOLE'), lease),

    /** Makes a claim last longer, if it is still held. */
    renew: (batchId: string, number: number, until: number): Promise<void> =>
      renewClaim(items, keyOf(batchId, 'WHOLE'), { number, until }),

    /** Gives a claim back, if it is still held. */
    release: (batchId: string, number: number): Promise<void> =>
      releaseClaim(items, keyOf(batchId, 'WHOLE'), number),

    /** Gives a claim back after an outage, if it is still held: it does not count as one on which a worker died. */
    excuse: (batchId: string, number: number): Promise<void> =>
      excuseClaim(items, keyOf(batchId, 'WHOLE'), number),

    /** What was done about it so far. */
    async activity(batchId: string): Promise<ClaimActivity> {
      return toActivity(await items.get(keyOf(batchId, 'WHOLE')));
    },

    /** Notes that its message was sent again. */
    markResent: (batchId: string, resending: Resending): Promise<void> =>
      noteResent(items, keyOf(batchId, 'WHOLE'), resending),

    /** Keeps the files that a batch may be made from, in order, under a key of their own content: the batch names by it which they were. Other runs of the same request may have found other files, and keep theirs beside them. */
    async putFiles({ batchId, expiresAt }: Owner, files: readonly UploadedFile[]): Promise<string> {
      const filesKey = `FILES#${createHash('sha256').update(JSON.stringify(files)).digest('hex')}`;
      await items.put({ ...keyOf(batchId, filesKey), v: itemVersion, files, ttl: expiresAt });
      return filesKey;
    },

    /** The files of a batch, in order. */
    async files({ batchId, filesKey }: Files): Promise<readonly UploadedFile[]> {
      const item = filesKey === null ? null : await items.get(keyOf(batchId, filesKey));
      if (!item) throw new Error(`${batchId} has no files`);
      return item['files'] as readonly UploadedFile[];
    },

    /** Keeps the plan of a group; the same files always give the same plan. */
    async putPlan({ batchId, expiresAt }: Owner, group: number, plan: GroupPlan): Promise<void> {
      await items.put({ ...keyOf(batchId, `PLAN#${group}`), v: itemVersion, ...plan, ttl: expiresAt });
    },

    /** The plan of a group. */
    async plan(batchId: string, group: number): Promise<GroupPlan> {
      const item = await items.get(keyOf(batchId, `PLAN#${group}`));
      if (!item) throw new Error(`${batchId} has no plan for group ${group}`);
      return { offsets: item['offsets'] as number[], parts: item['parts'] as [number, number][] };
    },

    /** Says what the files came to; from here on the batch has chunks. Null if it has them already, has ended or is to stop. */
    async markSplit(batchId: string, plan: SplitPlan, at: string): Promise<BatchRecord | null> {
      const item = await items.update(keyOf(batchId, 'META'), {
        UpdateExpression: 'SET totalItems = :items, chunkSize = :size, chunkCount = :count, readyAt = :at',
        ConditionExpression: `${ifUnsplit.condition} AND attribute_not_exists(#stop) AND #status IN (:pending, :running)`,
        ExpressionAttributeNames: { '#status': 'status', '#stop': 'stop' },
        ExpressionAttributeValues: {
          ...ifUnsplit.values,
          ':items': plan.totalItems,
          ':size': plan.chunkSize,
          ':count': plan.chunkCount,
          ':at': at,
          ':pending': 'pending',
          ':running': 'running',
        },
      });
      return item ? toRecord(item) : null;
    },
  };
}

/** See {@link createSplitStore}. */
export type SplitStore = ReturnType<typeof createSplitStore>;

function keyOf(batchId: string, sk: string): Key {
  return { pk: `BATCH#${batchId}`, sk };
}
