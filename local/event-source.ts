import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse } from 'aws-lambda';
import type { FunctionName } from '../functions/functions.ts';
import { describeFailure } from './failure.ts';
import type { Invoke } from './invoker.ts';
import { type Loop, startLoop } from './loop.ts';
import { createQueueEvent } from './queue-event.ts';

/** The queue that is polled, and what is done with its messages. */
export interface EventSourceOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  /** The function that takes the messages, and how many at once at most. */
  readonly consumer: FunctionName;
  readonly batchSize: number;
  /** Seconds until a message that was received and not deleted is seen again. */
  readonly visibilitySeconds: number;
  readonly invoke: Invoke;
  readonly log: (line: string) => void;
  /** Concurrent invocations (2). */
  readonly pollers?: number;
}

const longestPollSeconds = 20;

/** Feeds the queue's messages to their consumer as Lambda's event source does, partial failures included. */
export function startEventSource(source: EventSourceOptions): Loop {
  const pollers = Array.from({ length: source.pollers ?? 2 }, () =>
    startLoop((signal) => pollOnce(source, signal), { pauseMilliseconds: 0, log: source.log }),
  );
  return {
    stop: async (graceMilliseconds) => {
      await Promise.all(pollers.map((poller) => poller.stop(graceMilliseconds)));
    },
  };
}

async function pollOnce(source: EventSourceOptions, signal: AbortSignal): Promise<void> {
  const receive = new ReceiveMessageCommand({
    QueueUrl: source.queueUrl,
    MaxNumberOfMessages: source.batchSize,
    WaitTimeSeconds: longestPollSeconds,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  const { Messages: messages = [] } = await source.client.send(receive, { abortSignal: signal });
  if (messages.length > 0) await processMessages(source, messages);
}

async function processMessages(source: EventSourceOptions, messages: readonly Message[]): Promise<void> {
  const heartbeat = setInterval(() => void keepInvisible(source, messages), source.visibilitySeconds * 500);
  try {
    const answer = await source.invoke(source.consumer, createQueueEvent(messages, source.queueUrl));
    await deleteMessages(source, selectFinished(messages, answer as SQSBatchResponse | null | undefined));
  } catch (error) {
    source.log(`${source.consumer} failed, its messages stay: ${describeFailure(error)}`);
  } finally {
    clearInterval(heartbeat);
  }
}

/** None when an identifier is not one of the batch's, as Lambda has it: an answer that is wrong deletes nothing. */
function selectFinished(
  messages: readonly Message[],
  answer: SQSBatchResponse | null | undefined,
): readonly Message[] {
  const failed = new Set((answer?.batchItemFailures ?? []).map((failure) => failure.itemIdentifier));
  const finished = messages.filter((message) => !failed.has(message.MessageId ?? ''));
  return finished.length + failed.size === messages.length ? finished : [];
}

async function deleteMessages(source: EventSourceOptions, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  await source.client.send(
    new DeleteMessageBatchCommand({ QueueUrl: source.queueUrl, Entries: listEntries(messages) }),
  );
}

/**
 * On AWS the visibility time-out is six times the function's, so a running batch is never handed out twice. Here it is
 * short, for a quick return after a crash, and a running batch keeps its messages by asking for them again.
 */
async function keepInvisible(source: EventSourceOptions, messages: readonly Message[]): Promise<void> {
  const Entries = listEntries(messages).map((entry) => ({
    ...entry,
    VisibilityTimeout: Math.ceil(source.visibilitySeconds),
  }));
  const extension = new ChangeMessageVisibilityBatchCommand({ QueueUrl: source.queueUrl, Entries });
  await source.client.send(extension).catch((error) => {
    source.log(`messages under way may be seen twice: ${describeFailure(error)}`);
  });
}

function listEntries(messages: readonly Message[]) {
  return messages.map(({ ReceiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle: ReceiptHandle ?? '',
  }));
}
