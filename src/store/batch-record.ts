import type { HistoryEntry } from './history.ts';
import type { Item } from './items.ts';

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
  readonly totalItems: number;
  readonly chunkSize: number;
  readonly chunkCount: number;
  /** Byte offsets of the chunks in the payload, and its length. */
  readonly offsets: readonly number[];
  readonly payloadKey: string;
  /** JSON of the fields that items inherit. */
  readonly defaults: string;
  /** About the fields of the batch itself. */
  readonly warnings: readonly string[];
  readonly parallelWorkers: number;
  readonly continueOnError: boolean;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** A batch as it stands. */
export interface BatchRecord extends BatchDefinition {
  readonly status: BatchStatus;
  readonly updatedAt: string;
  readonly stop: BatchStop | null;
  /** Whether all its messages are known to have been sent. */
  readonly sent: boolean;
  /** JSON of counts and aggregates, from the flip to the terminal status on. */
  readonly summary: string | null;
}

/** How a batch ended, and how it stands in the history. */
export interface BatchEnd {
  readonly status: BatchStatus;
  readonly at: string;
  /** See {@link BatchRecord}. */
  readonly summary: string;
  readonly entry: HistoryEntry;
}

/** The record in an item: written by this store only, and by the version that the item names. */
export function toRecord(item: Item): BatchRecord {
  const record = item as unknown as BatchRecord;
  return {
    ...record,
    stop: record.stop ?? null,
    sent: record.sent ?? false,
    summary: record.summary ?? null,
  };
}
