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

/** A claim on a chunk, in milliseconds since the epoch; `expiresAt` in seconds. */
export interface Lease {
  readonly now: number;
  readonly until: number;
  readonly expiresAt: number;
}

/** What workers and the reconciler did about a chunk. */
export interface ChunkActivity {
  readonly starts: number;
  /** When it was last claimed, in milliseconds since the epoch; 0 if never. */
  readonly activeAt: number;
  /** How many claims there were when its message was last sent again; −1 if it never was. */
  readonly resentAfter: number;
}
