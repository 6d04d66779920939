import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ChunkQueue } from '../batches/chunk-queue.ts';
import { splitMessageFor, type WholeQueue } from '../batches/whole-queue.ts';
import { ServiceError } from '../errors.ts';
import { mapAtMost } from '../resilience/map-at-most.ts';

const batchSize = 10;
// Requests under way at a time: a large batch has hundreds.
const atOnce = 10;

/** Messages waiting and in work. */
export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
}

/** A client whose calls end well within a request. */
export function createClient(): SQSClient {
  return new SQSClient({
    requestHandler: { requestTimeout: 5_000, connectionTimeout: 1_000, throwOnRequestTimeout: true },
  });
}

/** A queue as a sender sees it. */
export interface Sender<Message> {
  send(tenant: string, messages: readonly Message[]): Promise<void>;
}

/** The work queue as a sender sees it. */
export function createChunkQueue(queueUrl: string): ChunkQueue {
  return createSender(queueUrl);
}

/** Sends messages in tens, grouped by tenant so that one tenant's backlog does not hold up another's. Nothing more is sent after a failure. */
export function createSender<Message extends object>(queueUrl: string): Sender<Message> {
  const client = createClient();
  return {
    async send(tenant, messages) {
      const batches = Array.from({ length: Math.ceil(messages.length / batchSize) }, (_, index) =>
        messages.slice(index * batchSize, (index + 1) * batchSize),
      );
      await mapAtMost(atOnce, batches, (batch) => sendBatch(client, queueUrl, tenant, batch));
    },
  };
}

/** The queue of batches as wholes, as a sender sees it. */
export function createWholeQueue(queueUrl: string): WholeQueue {
  const client = createClient();
  return {
    async send(tenant, batchId) {
      await sendBatch(client, queueUrl, tenant, [splitMessageFor(batchId)]);
    },
  };
}

async function sendBatch(client: SQSClient, queueUrl: string, tenant: string, messages: readonly object[]) {
  const Entries = messages.map((message, index) => ({
    Id: String(index),
    MessageBody: JSON.stringify(message),
    MessageGroupId: tenant,
  }));
  const { Failed = [] } = await reached(() =>
    client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries })),
  );
  if (Failed.length > 0) {
    throw new ServiceError('storage_unavailable', 'the queue refused messages', {
      cause: Failed[0],
      retryAfter: 5,
    });
  }
}

/** How deep a queue is, as SQS approximates it. */
export function createQueueProbe(queueUrl: string): () => Promise<QueueDepth> {
  const client = createClient();
  return async () => {
    const { Attributes } = await reached(() =>
      client.send(
        new GetQueueAttributesCommand({
          QueueUrl: queueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      ),
    );
    return {
      visible: Number(Attributes?.['ApproximateNumberOfMessages']),
      inFlight: Number(Attributes?.['ApproximateNumberOfMessagesNotVisible']),
    };
  };
}

async function reached<Output>(call: () => Promise<Output>): Promise<Output> {
  try {
    return await call();
  } catch (cause) {
    throw new ServiceError('storage_unavailable', 'the queue did not answer', { cause, retryAfter: 5 });
  }
}
