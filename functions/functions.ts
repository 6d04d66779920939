import type { QueueName } from './queues.ts';

/** What a function does with the table, the payload bucket and the queues. */
export interface Touches {
  readonly table?: readonly ('read' | 'write' | 'delete')[];
  readonly bucket?: readonly ('read' | 'write' | 'probe')[];
  readonly queues?: Readonly<Partial<Record<QueueName, readonly ('send' | 'probe')[]>>>;
  /** Calls judges: gets the providers' configuration. */
  readonly judges?: true;
  /** May be invoked without credentials from listed addresses: gets METRICS_*. */
  readonly metricsAccess?: true;
}

/** One Lambda function: a folder of functions/ with a handler.ts. */
export interface FunctionSpec {
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly touches: Touches;
  /** The queue whose messages it takes. */
  readonly consumes?: QueueName;
}

const request = { timeoutSeconds: 28, memoryMegabytes: 256 };
const counted = ['read', 'write'] as const;

/** A scoring function evaluates, or submits a batch of one. */
const scoring = {
  ...request,
  memoryMegabytes: 512,
  touches: {
    table: counted,
    bucket: ['write'],
    queues: { work: ['send'], webhooks: ['send'] },
    judges: true,
  },
} as const;

/** A scoring function that asks no judge. The largest legal body takes over a second of a whole processor and about 400 MB, and Lambda gives processor time in proportion to memory. */
const computing = {
  ...request,
  memoryMegabytes: 1_024,
  touches: { table: counted, bucket: ['write'], queues: { work: ['send'], webhooks: ['send'] } },
} as const;

/** Every function of the service: what it may take and what it may touch. Grants, environment and bundles follow. */
export const functions = {
  geval: scoring,
  propositions: computing,
  ocr: computing,
  'response-quality': scoring,
  'custom-metric': scoring,
  pairwise: scoring,
  // Without a model the largest passages are read in process: a second of a whole processor, about 480 MB.
  rag: { ...scoring, memoryMegabytes: 1_024 },
  batch: {
    ...request,
    // A body of half a million values takes many times its bytes while it is read.
    memoryMegabytes: 512,
    touches: {
      table: counted,
      bucket: ['read', 'write'],
      queues: { work: ['send'], splits: ['send'] },
      judges: true,
    },
  },
  // It signs forms with which the caller writes, in its name.
  'batch-uploads': { ...request, touches: { table: counted, bucket: ['write'] } },
  // It may end a batch by cancelling it.
  'batch-resource': {
    ...request,
    touches: { table: counted, bucket: ['read', 'write'], queues: { splits: ['send'], webhooks: ['send'] } },
  },
  // It signs URLs with which the caller reads, in its name; the file of a small batch it makes itself.
  'batch-download': {
    ...request,
    memoryMegabytes: 512,
    touches: { table: counted, bucket: ['read', 'write'] },
  },
  results: { ...request, touches: { table: [...counted, 'delete'], bucket: ['read'] } },
  // They parse the documents of a page, or of everything that is compared.
  history: { ...request, memoryMegabytes: 512, touches: { table: counted } },
  compare: { ...request, memoryMegabytes: 512, touches: { table: counted, bucket: ['read'] } },
  health: {
    ...request,
    touches: {
      table: ['read'],
      bucket: ['probe'],
      queues: { work: ['probe'] },
      judges: true,
    },
  },
  prometheus: {
    ...request,
    touches: { table: ['read'], queues: { work: ['probe'] }, metricsAccess: true },
  },
  documents: { ...request, touches: {} },
  'service-index': { ...request, touches: {} },
  unmatched: { ...request, touches: {} },
  'evaluate-items': {
    timeoutSeconds: 120,
    memoryMegabytes: 512,
    // The work queue's URL, to postpone its messages.
    touches: {
      table: counted,
      bucket: ['read', 'write'],
      queues: { work: [], splits: ['send'], webhooks: ['send'] },
      judges: true,
    },
    consumes: 'work',
  },
  // The longest that Lambda has: it reads up to ten gigabytes, a part at a time.
  'split-batch': {
    timeoutSeconds: 900,
    memoryMegabytes: 1_024,
    touches: { table: counted, bucket: ['read', 'write'], queues: { work: ['send'], webhooks: ['send'] } },
    consumes: 'splits',
  },
  'collect-dead-letters': {
    timeoutSeconds: 60,
    memoryMegabytes: 256,
    touches: {
      table: counted,
      bucket: ['read', 'write'],
      queues: { splits: ['send'], webhooks: ['send'] },
    },
    consumes: 'deadLetters',
  },
  'reconcile-batches': {
    timeoutSeconds: 120,
    memoryMegabytes: 256,
    touches: {
      table: counted,
      bucket: ['read', 'write'],
      queues: { work: ['send'], splits: ['send'], webhooks: ['send'] },
    },
  },
  webhooks: { ...request, touches: { table: counted } },
  'deliver-webhooks': {
    // Ten deliveries at once, each of at most 20 seconds.
    timeoutSeconds: 60,
    memoryMegabytes: 256,
    // The queue's URL, to postpone its messages.
    touches: { table: counted, queues: { webhooks: [] } },
    consumes: 'webhooks',
  },
} as const satisfies Record<string, FunctionSpec>;

/** The name of a function and of its folder. */
export type FunctionName = keyof typeof functions;

/** Every function with its name. */
export const functionEntries = Object.entries(functions) as readonly (readonly [
  FunctionName,
  FunctionSpec,
])[];

/** The functions that take the messages of queues, each with its queue. */
export const consumers = functionEntries.flatMap(([name, { consumes }]) =>
  consumes ? [{ name, queue: consumes }] : [],
);
