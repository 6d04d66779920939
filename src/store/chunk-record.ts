/** How many items of a chunk ended how. */
export interface ChunkCounts {
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** The final results of one chunk: gzipped JSON in the item, or the key of an object that holds it. */
export interface ChunkRecord {
  readonly chunk: number;
  readonly counts: ChunkCounts;
  readonly results: Uint8Array | string;
}

/** Finished chunks with their counts. */
export type CountsByChunk = ReadonlyMap<number, ChunkCounts>;

/** A claim on a piece of work, in milliseconds since the epoch; `expiresAt` in seconds. */
export interface Lease {
  readonly now: number;
  readonly until: number;
  readonly expiresAt: number;
}
