/** How a batch is cut into chunks: a chunk is one message, one result record and the unit that is never counted twice. */
export interface ChunkPlan {
  /** Null before uploaded files have been split: there are no chunks then. */
  readonly totalItems: number | null;
  readonly chunkSize: number;
  readonly chunkCount: number;
}

/** Items `first` up to but not including `end`. */
export interface ItemRange {
  readonly first: number;
  readonly end: number;
}

const targetChunks = 40;
const maxChunkSize = 25;
const groupSize = 100;

/** The plan for a number of items: about 40 chunks, of at most 25 items each. */
export function planChunks(totalItems: number): ChunkPlan & { readonly totalItems: number } {
  const chunkSize = Math.min(maxChunkSize, Math.max(1, Math.ceil(totalItems / targetChunks)));
  return { totalItems, chunkSize, chunkCount: Math.ceil(totalItems / chunkSize) };
}

/** The items of a chunk. */
export function itemsOf(plan: ChunkPlan, chunk: number): ItemRange {
  const first = chunk * plan.chunkSize;
  return { first, end: Math.min(first + plan.chunkSize, plan.totalItems ?? 0) };
}

/** Every chunk of a plan, in order. */
export function chunksOf(plan: ChunkPlan): readonly number[] {
  return Array.from({ length: plan.chunkCount }, (_, chunk) => chunk);
}

/** The group of chunks in which a chunk's completion is marked. */
export function groupOf(chunk: number): number {
  return Math.floor(chunk / groupSize);
}

/** The chunks of a group, in order. */
export function groupChunks(plan: ChunkPlan, group: number): readonly number[] {
  return Array.from({ length: sizeOfGroup(plan, group) }, (_, offset) => group * groupSize + offset);
}

/** A chunk's place among those of its group. */
export function placeInGroup(chunk: number): number {
  return chunk % groupSize;
}

/** How many chunks a group has. */
export function sizeOfGroup(plan: ChunkPlan, group: number): number {
  return Math.min(groupSize, plan.chunkCount - group * groupSize);
}

// Above this, ending a batch is more than a request or an invocation of the worker should carry.
const mostAtOnce = 1_000;

/** Whether work on a batch as a whole has a function of its own: to end it, and to put its results into one file. */
export function isLarge({ totalItems }: ChunkPlan): boolean {
  return totalItems !== null && totalItems > mostAtOnce;
}

/** The plan of a batch that was not split yet. */
export const unsplitPlan: ChunkPlan = { totalItems: null, chunkSize: maxChunkSize, chunkCount: 0 };

/** How many groups a plan has. */
export function groupCount(plan: ChunkPlan): number {
  return Math.ceil(plan.chunkCount / groupSize);
}
