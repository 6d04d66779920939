import type { ErrorCode } from '../errors.ts';
import type { HistoryEntry } from './history.ts';
import type { Item } from './items.ts';
import type { OutboxNote } from './outbox.ts';

/** Where a batch stands. */
export type BatchStatus = 'pending' | 'running' | 'completed' | 'failed' | 'cancelled';

/** Why a batch takes no further items. */
export type BatchStop = 'cancelled' | 'failed';

/** A batch as it was submitted. */
export interface BatchDefinition {
  readonly batchId: string;
  readonly tenant: string;
  readonly evaluationType: string;
  readonly createdAt: string;
  /** Null until uploaded files have been split: until then there are no chunks. */
  readonly totalItems: number | null;
  readonly chunkSize: number;
  readonly chunkCount: number;
  /** Byte offsets of the chunks in the payload, and its length; null where they stand in plans, one per group of chunks. */
  readonly offsets: readonly number[] | null;
  /** The payload, or what the keys of its parts begin with. */
  readonly payloadKey: string;
  /** The sort key of the item that lists its uploaded files; null for items that came with the call. */
  readonly filesKey: string | null;
  /** JSON of the fields that items inherit. */
  readonly defaults: string;
  /** About the fields of the batch itself. */
  readonly warnings: readonly string[];
  readonly parallelWorkers: number;
  readonly continueOnError: boolean;
  /** Epoch seconds. */
  readonly expiresAt: number;
  /** The batch whose items are evaluated again; null for one that a caller submitted. */
  readonly retryOf: string | null;
}

/** A batch as it stands. */
export interface BatchRecord extends BatchDefinition {
  readonly status: BatchStatus;
  readonly updatedAt: string;
  readonly stop: BatchStop | null;
  /** Whether all its messages are known to have been sent. */
  readonly sent: boolean;
  /** When its chunks could be sent first, in RFC 3339: when it was split, else when it was created. */
  readonly readyAt: string;
  /** How many groups of chunks are finished. */
  readonly groupsDone: number;
  /** JSON of counts and aggregates, from the flip to the terminal status on. */
  readonly summary: string | null;
  /** The object that holds the aggregates where they are too large to stand in the summary. */
  readonly aggregatesKey: string | null;
  /** Why a batch as a whole failed; null where its items tell. */
  readonly error: BatchError | null;
}

/** Why a batch as a whole failed. */
export interface BatchError {
  readonly code: ErrorCode;
  readonly detail: string;
}

/** How a batch can end. */
export type EndStatus = 'completed' | 'failed' | 'cancelled';

/** How a batch ended, and how it stands in the history. */
export interface BatchEnd {
  readonly status: EndStatus;
  readonly at: string;
  /** See {@link BatchRecord}. */
  readonly summary: string;
  /** See {@link BatchRecord}. */
  readonly aggregatesKey: string | null;
  /** See {@link BatchRecord}. */
  readonly error: BatchError | null;
  readonly entry: HistoryEntry;
  /** What is to be told of it; null where nobody listens. */
  readonly note: OutboxNote | null;
}

/** The record in an item: written by this store only, and by the version that the item names. */
export function toRecord(item: Item): BatchRecord {
  const record = item as unknown as BatchRecord;
  return {
    ...record,
    stop: record.stop ?? null,
    sent: record.sent ?? false,
    readyAt: record.readyAt ?? record.createdAt,
    groupsDone: groupsIn(item),
    summary: record.summary ?? null,
    aggregatesKey: record.aggregatesKey ?? null,
    error: record.error ?? null,
    retryOf: record.retryOf ?? null,
    filesKey: record.filesKey ?? null,
  };
}

/** How many groups the set in a batch's item holds. */
export function groupsIn(item: Item): number {
  const set = item['groupsDone'];
  return set instanceof Set ? set.size : 0;
}

/** The condition that a batch has no chunks yet. */
export const ifUnsplit = {
  condition: 'attribute_type(totalItems, :null)',
  values: { ':null': 'NULL' },
} as const;
