import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { flip } from '../../src/batches/flip.ts';
import { createFold } from '../../src/batches/fold.ts';
import { listBatches, viewBatch } from '../../src/batches/read-batch.ts';
import { batching } from '../../src/platform/batching.ts';
import { customScores } from '../support/custom-scores.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench.stop());

/** Ends a batch whose items name so many metrics, twenty new ones each. */
async function endWithNames(count: number): Promise<string> {
  const batch = await bench.submit({ evaluation_type: 'response_quality', items: [{}] });
  const fold = createFold('response_quality');
  for (let first = 0; first < count; first += 20) {
    const names = Array.from(
      { length: 20 },
      (_, offset) => `custom_${'n'.repeat(45)}${10_000 + first + offset}`,
    );
    fold.add(customScores(batch.batchId, names));
  }
  await flip(batching.read(), batch, { status: 'completed', folded: fold.folded, error: null });
  return batch.batchId;
}

test('aggregates of thousands of metrics become an object: the batch shows them, its item and lists stay small', async () => {
  const batchId = await endWithNames(2_000);

  const batch = await bench.read(batchId);
  expect(batch.aggregatesKey).toMatch(/^results\//);
  expect(batch.summary?.length).toBeLessThan(1_000);
  const view = await viewBatch(batching.read(), batch);
  expect(Object.keys(view.aggregate_metrics ?? {})).toHaveLength(2_000);
  const { batches } = await listBatches(batching.read(), 'tenant-a', { limit: 5, after: null });
  expect(batches.find(({ batch_id }) => batch_id === batchId)).toMatchObject({
    status: 'completed',
    aggregate_metrics: null,
    successful: 100,
  });
});

test('aggregates hold the first two thousand names and say how many results are under others', async () => {
  const view = await viewBatch(batching.read(), await bench.read(await endWithNames(2_060)));

  expect(Object.keys(view.aggregate_metrics ?? {})).toHaveLength(2_000);
  expect(view.warnings).toContain(
    'aggregates hold the first 2000 names of metrics; what items have under others: 60',
  );
});
