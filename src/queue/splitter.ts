import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { advanceBatch } from '../batches/advance.ts';
import type { WholePorts } from '../batches/ports.ts';
import { SplitMessage } from '../batches/whole-queue.ts';
import { causeFields, childLogger } from '../telemetry/logger.ts';

// Time to store how a batch ended before the function ends.
const reserveMillis = 10_000;

/** An SQS handler that works on batches as wholes; what could not be done goes back to the queue. */
export function createSplitter(
  ports: () => WholePorts,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const handleRecord = async (record: SQSRecord, endsAt: number): Promise<void> => {
    const log = childLogger({ message_id: record.messageId });
    try {
      const { batch_id } = SplitMessage.parse(JSON.parse(record.body));
      await advanceBatch(ports(), batch_id, endsAt);
      log.info('batch advanced', { batch_id });
    } catch (error) {
      log.error('batch goes back to the queue', causeFields(error));
      throw error;
    }
  };
  return (event, context) => {
    const endsAt = ports().now() + context.getRemainingTimeInMillis() - reserveMillis;
    const handle = (record: SQSRecord) => handleRecord(record, endsAt);
    return processPartialResponse(event, handle, new BatchProcessor(EventType.SQS), {
      context,
      throwOnFullBatchFailure: false,
    });
  };
}
