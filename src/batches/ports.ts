import type { RunPorts } from '../evaluation/run-evaluation.ts';
import type { Activity } from '../store/activity.ts';
import type { BatchStore } from '../store/batches.ts';
import type { ChunkStore } from '../store/chunks.ts';
import type { DeadLetterStore } from '../store/dead-letters.ts';
import type { OpenObject } from '../store/object-writer.ts';
import type { PayloadStore } from '../store/payloads.ts';
import type { SplitStore } from '../store/splits.ts';
import type { UploadFiles } from '../store/upload-files.ts';
import type { Announcer } from '../webhooks/announce.ts';
import type { ByteLimit } from './byte-limit.ts';
import type { ChunkQueue } from './chunk-queue.ts';
import type { WholeQueue } from './whole-queue.ts';

/** What reading and completing batches needs of the world. */
export interface BatchPorts {
  readonly batches: BatchStore;
  readonly chunks: ChunkStore;
  readonly splits: SplitStore;
  readonly payloads: PayloadStore;
  readonly announcer: Announcer;
  /** Where a large batch is sent to be ended. */
  readonly wholes: WholeQueue;
  /** Makes the file of a large batch's results, where large batches are ended; null elsewhere: they are sent there. */
  readonly openObject: OpenObject | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Unguessable and new each time. */
  readonly nonce: () => string;
}

/** What sending chunks needs beside. */
export interface SendPorts extends BatchPorts {
  readonly queue: ChunkQueue;
}

/** What submitting batches needs beside. */
export interface SubmitPorts extends SendPorts {
  readonly newBatchId: () => string;
  readonly retentionDays: number;
  readonly maxUploadBytes: number;
}

/** What the work on batches as a whole needs beside. */
export interface WholePorts extends SendPorts {
  readonly files: UploadFiles;
  readonly openObject: OpenObject;
  /** How long a claim on a batch keeps other copies of its message away; it is renewed while the work goes on. */
  readonly leaseSeconds: number;
  /** Repeats a task until it is told to stop. */
  readonly repeat: (millis: number, task: () => Promise<void>) => () => void;
}

/** What evaluating chunks needs beside. */
export interface WorkPorts extends BatchPorts, RunPorts {
  readonly deadLetters: DeadLetterStore;
  /** How long a claim on a chunk keeps other copies of its message away: as long as an invocation can last. */
  readonly leaseSeconds: number;
  /** Items of an uploaded batch in flight per invocation. */
  readonly uploadConcurrency: number;
  /** Bounds the bytes of the items that are held at a time. */
  readonly holdBytes: ByteLimit;
  readonly countActivity: (activity: Activity) => Promise<void>;
  /** Milliseconds within which nearly every call to a judge ended lately. */
  readonly usualCallMs: () => number;
  /** Writes what calls showed of their providers; awaited before an invocation ends. */
  readonly settle: () => Promise<void>;
  /** Milliseconds that the last items of a chunk may take before the outcomes of the others are kept. */
  readonly stragglerMs: number;
  /** Seconds until a chunk comes again whose provider cannot be asked, the first time. */
  readonly postponeSeconds: number;
  /** A number in [0, 1). */
  readonly random: () => number;
}
