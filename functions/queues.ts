/** One queue: how its messages are handed out, and when they are given up. */
export interface QueueSpec {
  /** The variable by which functions know its URL. */
  readonly variable: `${string}_QUEUE_URL`;
  /** Messages of one invocation of its consumer at most. */
  readonly batchSize: number;
  /** Invocations of its consumer at once: as many as the stage allows its worker, or this many (Lambda takes no less than 2). */
  readonly concurrency: 'worker' | number;
  /** Deliveries after which a message is given up; null for the queue of those that were. */
  readonly maxReceiveCount: number | null;
  readonly retentionDays: number;
}

/** Every queue of the service. Infrastructure and the local service make them from here; a function that takes from one says so in functions.ts. */
export const queues = {
  /** Chunks of batches. A postponed message counts as received, so a low number would give up items whose provider is only down. */
  work: {
    variable: 'WORK_QUEUE_URL',
    batchSize: 10,
    concurrency: 'worker',
    maxReceiveCount: 50,
    retentionDays: 4,
  },
  /** Batches as wholes: uploads to split, large batches to end. */
  splits: {
    variable: 'SPLITS_QUEUE_URL',
    batchSize: 1,
    concurrency: 2,
    maxReceiveCount: 10,
    retentionDays: 4,
  },
  /** Deliveries to webhooks: the first and five more. */
  webhooks: {
    variable: 'WEBHOOK_QUEUE_URL',
    batchSize: 10,
    concurrency: 5,
    maxReceiveCount: 6,
    retentionDays: 4,
  },
  /** Whatever another queue gave up. */
  deadLetters: {
    variable: 'DEAD_LETTER_QUEUE_URL',
    batchSize: 10,
    concurrency: 2,
    maxReceiveCount: null,
    retentionDays: 14,
  },
} as const satisfies Record<string, QueueSpec>;

/** The name of a queue. */
export type QueueName = keyof typeof queues;

/** Every queue with its name. */
export const queueEntries = Object.entries(queues) as readonly (readonly [QueueName, QueueSpec])[];
