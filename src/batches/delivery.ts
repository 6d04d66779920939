import type { Deadline } from '../resilience/deadline.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import type { ChunkMessage } from './chunk-queue.ts';
import type { StopLook } from './stop-look.ts';

/** Runs a task as soon as there is room for it. */
export type Limit = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** Runs a work after the one before it has called `begun`, or has ended. */
export type Turn = <Result>(work: (begun: () => void) => Promise<Result>) => Promise<Result>;

/** How much of a batch is under way at once in one invocation. */
export interface Lanes {
  /** Its `parallel_workers`. */
  readonly items: Limit;
  /** A chunk is claimed when all items of the one before it have begun: what only waits is not claimed. */
  readonly chunks: Turn;
  readonly isStopped: StopLook;
}

/** One delivery of a chunk to a worker. */
export interface Delivery {
  readonly message: ChunkMessage;
  /** The same lanes for every chunk of a batch, which was read just now. */
  readonly lanesFor: (batch: BatchRecord) => Lanes;
  /** After everything else of the invocation, and one at a time: for chunks on which a worker may have died, so that they take no other chunk along, and no other chunk is taken for them. */
  readonly isolate: Limit;
  /** When the invocation's time is nearly up. */
  readonly deadline: Deadline;
  /** Seconds after which it should come again if the provider cannot be asked now. */
  readonly postponeSeconds: number;
}

/** A chunk that goes back to the queue with nothing amiss: it is to come again after some seconds. */
export class ChunkReturned extends Error {
  override readonly name = 'ChunkReturned';
  readonly seconds: number;

  constructor(reason: string, seconds: number) {
    super(reason);
    this.seconds = seconds;
  }
}
