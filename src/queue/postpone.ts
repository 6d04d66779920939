import { ChangeMessageVisibilityBatchCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { causeFields, logger } from '../telemetry/logger.ts';
import { createClient } from './queues.ts';

/** A message that goes back to its queue, to be seen again after so many seconds. */
export interface Postponed {
  readonly record: SQSRecord;
  readonly seconds: number;
}

/** Postpones messages of one invocation; one that cannot be is seen again at the queue's own time. */
export type Postpone = (messages: readonly Postponed[]) => Promise<void>;

/** See {@link Postpone}. An invocation has as many messages as one call takes. */
export function createPostpone(queueUrl: string): Postpone {
  const client = createClient();
  return async (messages) => {
    if (messages.length === 0) return;
    const Entries = messages.map(({ record, seconds }, index) => ({
      Id: String(index),
      ReceiptHandle: record.receiptHandle,
      VisibilityTimeout: seconds,
    }));
    try {
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries });
      const { Failed = [] } = await client.send(command);
      if (Failed.length > 0) logger.warn('messages were not postponed', { failed: Failed.length });
    } catch (error) {
      logger.warn('messages were not postponed', { failed: messages.length, ...causeFields(error) });
    }
  };
}
