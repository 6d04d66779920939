import { randomUUID } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';
import type { ChunkQueue } from '../../../src/batches/chunk-queue.ts';
import { pickIndex } from '../../../src/statistics/random.ts';

/** How a queue misbehaves within what SQS promises: at least once, in any order. */
export interface QueueFaults {
  /** The share of messages that are there twice. */
  readonly duplicates: number;
  /** The share of messages that come once more though they were deleted. */
  readonly redeliveries: number;
  readonly visibilitySeconds: number;
  readonly maxReceiveCount: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly random: () => number;
}

/** A queue for senders, and for whoever delivers its messages to a worker. */
export interface FaultyQueue extends ChunkQueue {
  /** Puts a message of any kind. */
  put(group: string, body: string): void;
  /** Up to so many of the visible messages, at random; they are invisible from then on. */
  receive(most: number): readonly SQSRecord[];
  /** Deletes what was handled; the rest comes back when its time is up. */
  remove(records: readonly SQSRecord[]): void;
  changeVisibility(receiptHandle: string, seconds: number): void;
  /** When the next message can be received; null if there is none at all. */
  nextVisibleAt(): number | null;
  /** Messages that were received too often. */
  readonly deadLetters: readonly SQSRecord[];
  readonly counts: { readonly sent: number; readonly duplicated: number; readonly received: number };
}

interface Message {
  readonly id: string;
  readonly group: string;
  readonly body: string;
  receives: number;
  visibleAt: number;
}

/** An empty queue in memory. */
export function createFaultyQueue(faults: QueueFaults): FaultyQueue {
  const messages = new Map<string, Message>();
  const deadLetters: SQSRecord[] = [];
  const counts = { sent: 0, duplicated: 0, received: 0 };
  const add = (group: string, body: string) => {
    const id = randomUUID();
    messages.set(id, { id, group, body, receives: 0, visibleAt: faults.now() });
  };
  const put = (group: string, body: string) => {
    counts.sent += 1;
    add(group, body);
    if (faults.random() >= faults.duplicates) return;
    counts.duplicated += 1;
    add(group, body);
  };
  const visible = () => [...messages.values()].filter(({ visibleAt }) => visibleAt <= faults.now());
  const take = (message: Message): SQSRecord[] => {
    message.receives += 1;
    message.visibleAt = faults.now() + faults.visibilitySeconds * 1_000;
    counts.received += 1;
    if (message.receives <= faults.maxReceiveCount) return [recordOf(message)];
    deadLetters.push(recordOf(message));
    messages.delete(message.id);
    return [];
  };
  return {
    counts,
    deadLetters,
    put,
    send: async (tenant, sent) => {
      for (const message of sent) put(tenant, JSON.stringify(message));
    },
    receive: (most) => pickSome(visible(), most, faults.random).flatMap(take),
    remove: (records) => {
      for (const { messageId } of records) {
        const message = messages.get(messageId);
        if (message && faults.random() >= faults.redeliveries) messages.delete(messageId);
        else if (message) message.visibleAt = faults.now();
      }
    },
    changeVisibility: (receiptHandle, seconds) => {
      const message = messages.get(receiptHandle);
      if (message) message.visibleAt = faults.now() + seconds * 1_000;
    },
    nextVisibleAt: () => [...messages.values()].reduce(earlier, null),
  };
}

function earlier(time: number | null, { visibleAt }: Message): number | null {
  return time === null ? visibleAt : Math.min(time, visibleAt);
}

function pickSome(messages: readonly Message[], most: number, random: () => number): readonly Message[] {
  const left = [...messages];
  const picked: Message[] = [];
  while (left.length > 0 && picked.length < most)
    picked.push(...left.splice(pickIndex(left.length, random), 1));
  return picked;
}

function recordOf({ id, group, body, receives }: Message): SQSRecord {
  return {
    messageId: id,
    receiptHandle: id,
    body,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: '0',
      SenderId: 'test',
      ApproximateFirstReceiveTimestamp: '0',
      MessageGroupId: group,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:assay-work',
    awsRegion: 'us-east-1',
  };
}
