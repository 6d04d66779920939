import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { ChunkMessage } from '../batches/chunk-queue.ts';
import { ChunkReturned, type Delivery } from '../batches/delivery.ts';
import { evaluateChunk } from '../batches/evaluate-chunk.ts';
import type { WorkPorts } from '../batches/ports.ts';
import { postponementSeconds } from '../resilience/postponement.ts';
import { causeFields, childLogger } from '../telemetry/logger.ts';
import { createIsolation } from './isolation.ts';
import { createLanes } from './lanes.ts';
import type { Postpone } from './postpone.ts';

// Time to store what was evaluated and to flush the counters before the function ends.
const reserveMillis = 10_000;

/** What the worker needs beside what evaluating chunks does. */
export interface WorkerPorts extends WorkPorts {
  readonly postpone: Postpone;
}

/** An SQS handler that evaluates chunks: many items at once, and only the chunks that could not be finished go back to the queue. */
export function createWorker(
  ports: () => WorkerPorts,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  return async (event, context) => {
    const left = Math.max(0, context.getRemainingTimeInMillis() - reserveMillis);
    const isolated = createIsolation(event.Records.length);
    const invocation = {
      lanesFor: createLanes(ports()),
      deadline: { signal: AbortSignal.timeout(left), endsAt: ports().now() + left },
    };
    const returned = new Map<SQSRecord, number>();
    const handleRecord = (record: SQSRecord) =>
      logged(record, returned, () =>
        isolated((isolate) =>
          evaluateChunk(ports(), { ...invocation, isolate, ...deliveryOf(ports(), record) }),
        ),
      );
    const response = await processPartialResponse(event, handleRecord, new BatchProcessor(EventType.SQS), {
      context,
      throwOnFullBatchFailure: false,
    });
    await ports().settle();
    await ports().recorder.flush();
    // The last thing that an invocation does: whoever keeps its messages invisible while it runs would shorten what was set before.
    await ports().postpone([...returned].map(([record, seconds]) => ({ record, seconds })));
    return response;
  };
}

function deliveryOf(
  { postponeSeconds, random }: WorkPorts,
  { body, attributes }: SQSRecord,
): Pick<Delivery, 'message' | 'postponeSeconds'> {
  const receives = Number(attributes.ApproximateReceiveCount);
  return {
    message: ChunkMessage.parse(JSON.parse(body)),
    postponeSeconds: postponementSeconds({ base: postponeSeconds, receives, random: random() }),
  };
}

async function logged(
  record: SQSRecord,
  returned: Map<SQSRecord, number>,
  work: () => Promise<void>,
): Promise<void> {
  const log = childLogger({ message_id: record.messageId });
  try {
    await work();
    log.info('chunk done');
  } catch (error) {
    if (error instanceof ChunkReturned) {
      returned.set(record, error.seconds);
      log.info('chunk waits', { reason: error.message, seconds: error.seconds });
    } else log.error('chunk goes back to the queue', causeFields(error));
    throw error;
  }
}
