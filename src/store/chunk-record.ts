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

/** What is known of the claims on a chunk. */
export interface ChunkClaims {
  readonly starts: number;
  /** How many of them gave the chunk back alive. */
  readonly returned: number;
  /** How many of those did so without the outcome of a single item more. */
  readonly stalled: number;
  /** The items that claims had noted when they ended neither way. */
  readonly endedAt: readonly number[];
}

/** How a worker gives a chunk back that it does not finish. */
export interface ChunkReturn {
  /** The claim that ends: the how-manieth it was. */
  readonly start: number;
  /** When its message is to come back, in milliseconds since the epoch. */
  readonly until: number;
  readonly stalled: boolean;
}
