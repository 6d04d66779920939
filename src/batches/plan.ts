/** How a batch is cut into chunks: a chunk is one message, one result record and the unit that is never counted twice. */
export interface ChunkPlan {
  readonly totalItems: number;
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
export function planChunks(totalItems: number): ChunkPlan {
  const chunkSize = Math.min(maxChunkSize, Math.max(1, Math.ceil(totalItems / targetChunks)));
  return { totalItems, chunkSize, chunkCount: Math.ceil(totalItems / chunkSize) };
}

/** The items of a chunk. */
export function itemsOf(plan: ChunkPlan, chunk: number): ItemRange {
  const first = chunk * plan.chunkSize;
  return { first, end: Math.min(first + plan.chunkSize, plan.totalItems) };
}

/** Every chunk of a plan, in order. */
export function chunksOf(plan: ChunkPlan): readonly number[] {
  return Array.from({ length: plan.chunkCount }, (_, chunk) => chunk);
}

/** The group of chunks in which a chunk's completion is marked. */
export function groupOf(chunk: number): number {
  return Math.floor(chunk / groupSize);
}

/** How many chunks a group has. */
export function sizeOfGroup(plan: ChunkPlan, group: number): number {
  return Math.min(groupSize, plan.chunkCount - group * groupSize);
}

/** How many groups a plan has. */
export function groupCount(plan: ChunkPlan): number {
  return Math.ceil(plan.chunkCount / groupSize);
}
