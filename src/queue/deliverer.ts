import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import pLimit from 'p-limit';
import { causeFields, childLogger } from '../telemetry/logger.ts';
import { deliverMessage } from '../webhooks/deliver.ts';
import { WebhookMessage } from '../webhooks/message.ts';
import type { DeliverPorts } from '../webhooks/ports.ts';
import type { Postpone, Postponed } from './postpone.ts';

/** What an invocation that delivers needs. */
export interface DelivererPorts extends DeliverPorts {
  readonly postpone: Postpone;
}

// As many as an invocation has messages: none waits for a slow receiver of another.
const concurrency = 10;

/** An SQS handler that delivers webhooks: what failed goes back to the queue until its next try. */
export function createDeliverer(
  ports: () => DelivererPorts,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  return async (event, context) => {
    const limit = pLimit(concurrency);
    const postponed: Postponed[] = [];
    const handleRecord = (record: SQSRecord) => limit(() => deliverRecord(ports(), record, postponed));
    const response = await processPartialResponse(event, handleRecord, new BatchProcessor(EventType.SQS), {
      context,
      throwOnFullBatchFailure: false,
    });
    // At the end, in one call.
    await ports().postpone(postponed);
    await ports().recorder.flush();
    return response;
  };
}

async function deliverRecord(ports: DeliverPorts, record: SQSRecord, postponed: Postponed[]): Promise<void> {
  const log = childLogger({ message_id: record.messageId });
  try {
    const message = WebhookMessage.parse(JSON.parse(record.body));
    const attempt = Number(record.attributes.ApproximateReceiveCount);
    const delivered = await deliverMessage(ports, message, attempt);
    if (delivered.kind === 'done') return;
    postponed.push({ record, seconds: delivered.afterSeconds });
    throw new Error(`try ${attempt} of ${message.delivery_id} to ${message.webhook_id} failed`);
  } catch (error) {
    log.warn('delivery goes back to the queue', causeFields(error));
    throw error;
  }
}
