import type { RunPorts } from '../evaluation/run-evaluation.ts';
import type { Activity } from '../store/activity.ts';
import type { BatchStore } from '../store/batches.ts';
import type { ChunkStore } from '../store/chunks.ts';
import type { PayloadStore } from '../store/payloads.ts';
import type { ChunkQueue } from './chunk-queue.ts';

/** What reading and completing batches needs of the world. */
export interface BatchPorts {
  readonly batches: BatchStore;
  readonly chunks: ChunkStore;
  readonly payloads: PayloadStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Unguessable and new each time. */
  readonly nonce: () => string;
}

/** What submitting batches needs beside. */
export interface SubmitPorts extends BatchPorts {
  readonly queue: ChunkQueue;
  readonly newBatchId: () => string;
  readonly retentionDays: number;
}

/** What evaluating chunks needs beside. */
export interface WorkPorts extends BatchPorts, RunPorts {
  /** How long a claim on a chunk keeps other copies of its message away: as long as an invocation can last. */
  readonly leaseSeconds: number;
  readonly countActivity: (activity: Activity) => Promise<void>;
  /** Milliseconds within which nearly every call to a judge ended lately. */
  readonly usualCallMs: () => number;
  /** Writes what calls showed of their providers; awaited before an invocation ends. */
  readonly settle: () => Promise<void>;
}
