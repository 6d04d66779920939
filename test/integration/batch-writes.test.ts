import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import type { ChunkMessage } from '../../src/batches/chunk-queue.ts';
import { working } from '../../src/platform/working.ts';
import { createWorker } from '../../src/queue/worker.ts';
import { countTableWrites } from '../support/table-writes.ts';
import { goodSummary, source } from '../support/texts.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

const items = 1_500;
const context = { getRemainingTimeInMillis: () => 120_000 } as Context;
let bench: Workbench;

beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench.stop());

/** An invocation of the worker as the queue makes it. */
function eventOf(messages: readonly ChunkMessage[]): SQSEvent {
  const attributes = { ApproximateReceiveCount: '1' };
  const Records = messages.map(
    (message, index) =>
      ({ messageId: String(index), body: JSON.stringify(message), attributes }) as SQSRecord,
  );
  return { Records };
}

test('a large batch costs at most 0.3 writes to the table per item, counters and all', async () => {
  const line = JSON.stringify({ source_text: source, summary: goodSummary });
  const worker = createWorker(() => ({ ...working(), wholes: bench.queues.wholes }));
  let batchId = '';

  const writes = await countTableWrites(async () => {
    const uploadId = await bench.upload(`${line}\n`.repeat(items));
    ({ batchId } = await bench.submit({ input_upload_ids: [uploadId] }));
    await bench.advance(batchId);
    for (let first = 0; first < bench.sent.length; first += 10) {
      const answer = await worker(eventOf(bench.sent.slice(first, first + 10)), context);
      expect(answer.batchItemFailures).toEqual([]);
    }
    await bench.advance(batchId);
  });

  expect((await bench.read(batchId)).status).toBe('completed');
  expect(writes).toBeGreaterThan(0.1 * items);
  expect(writes).toBeLessThanOrEqual(0.3 * items);
});
