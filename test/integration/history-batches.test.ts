import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cancelBatch } from '../../src/batches/cancel.ts';
import { HistoryBody } from '../../src/history/history.ts';
import { readHistory } from '../../src/history/read-history.ts';
import { batching } from '../../src/platform/batching.ts';
import { recalling } from '../../src/platform/recalling.ts';
import { goodSummary, source } from '../support/texts.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench.stop());

const read = (tenant: string, body: object) => readHistory(recalling(), tenant, HistoryBody.parse(body));

describe('a batch', () => {
  const item = { source_text: source, summary: goodSummary, metrics: ['fluency'] };

  test('is one item once it has ended, with its counts and means', async () => {
    const { batchId } = await bench.submit({ items: [item, item, {}] });
    const messages = bench.sent.filter(({ batch_id }) => batch_id === batchId);
    for (const message of messages.slice(1)) await bench.deliver(message);
    const before = await read('tenant-a', {});
    for (const message of messages.slice(0, 1)) await bench.deliver(message);

    const { items, aggregations } = await read('tenant-a', {});

    expect(before.items.map(({ batch_id }) => batch_id)).not.toContain(batchId);
    const found = items.find(({ batch_id }) => batch_id === batchId);
    expect(found).toMatchObject({
      evaluation_id: null,
      evaluation_type: 'geval',
      created_at: (await bench.read(batchId)).createdAt,
      results: { status: 'completed', total_items: 3, successful: 2, failed: 1, cancelled: 0 },
    });
    expect(found?.results).toHaveProperty('aggregate_metrics.fluency.mean', found?.score);
    expect(found?.results).not.toHaveProperty('batch_id');
    expect(aggregations.by_type['geval']).toMatchObject({ judge_kind: 'embedded' });
  });

  test('that was cancelled is there without a score', async () => {
    const { batchId } = await bench.submit({ items: [item] });
    await cancelBatch(batching.read(), 'tenant-a', batchId);

    const { items } = await read('tenant-a', {});

    expect(items.find(({ batch_id }) => batch_id === batchId)).toMatchObject({
      score: null,
      results: { status: 'cancelled', cancelled: 1 },
    });
  });
});
