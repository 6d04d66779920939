import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import pLimit, { type LimitFunction } from 'p-limit';
import { ChunkMessage } from '../batches/chunk-queue.ts';
import { evaluateChunk } from '../batches/evaluate-chunk.ts';
import type { WorkPorts } from '../batches/ports.ts';
import { causeFields, childLogger } from '../telemetry/logger.ts';

// Time to store what was evaluated and to flush the counters before the function ends.
const reserveMillis = 10_000;

/** An SQS handler that evaluates chunks: many items at once, and only the chunks that could not be finished go back to the queue. */
export function createWorker(
  ports: () => WorkPorts,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  return async (event, context) => {
    const left = Math.max(0, context.getRemainingTimeInMillis() - reserveMillis);
    const deadline = { signal: AbortSignal.timeout(left), endsAt: Date.now() + left };
    const limits = new Map<string, LimitFunction>();
    const limitFor = (batchId: string, parallelWorkers: number) => {
      const limit = limits.get(batchId) ?? pLimit(parallelWorkers);
      limits.set(batchId, limit);
      return limit;
    };
    const isolate = pLimit(1);
    const handleRecord = (record: SQSRecord) =>
      logged(record, () =>
        evaluateChunk(ports(), {
          message: ChunkMessage.parse(JSON.parse(record.body)),
          limitFor,
          isolate,
          deadline,
        }),
      );
    const response = await processPartialResponse(event, handleRecord, new BatchProcessor(EventType.SQS), {
      context,
      throwOnFullBatchFailure: false,
    });
    await ports().settle();
    await ports().recorder.flush();
    return response;
  };
}

async function logged(record: SQSRecord, work: () => Promise<void>): Promise<void> {
  const log = childLogger({ message_id: record.messageId });
  try {
    await work();
    log.info('chunk done');
  } catch (error) {
    log.error('chunk goes back to the queue', causeFields(error));
    throw error;
  }
}
