import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import type { BatchSummary } from '../../src/batches/batch.ts';
import { noUsage } from '../../src/judges/usage.ts';
import { batching } from '../../src/platform/batching.ts';
import { callAs } from '../support/caller.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

const tenant = 'tenant-with-names';
let bench: Workbench;

beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench.stop());

const aggregate = { mean: 0.3333, standard_error: null, ci_low: null, ci_high: null };
const counts = { count: 1, failed: 0, skipped: 0 };
/** Twenty criteria of its own in each of a hundred items. */
const names = Array.from({ length: 2_000 }, (_, index) => `custom_${'n'.repeat(45)}${10_000 + index}`);

const wholly = { aggregatesKey: null, error: null };

/** Stores a batch that has ended with as many metrics as one can have. */
async function storeEndedBatch(): Promise<string> {
  const { batches } = batching.read();
  const batchId = `batch_${ulid()}`;
  const at = new Date().toISOString();
  const plan = { totalItems: 100, chunkSize: 3, chunkCount: 34, offsets: [0] };
  const asked = { tenant, evaluationType: 'response_quality', createdAt: at, warnings: [], defaults: '{}' };
  const run = {
    payloadKey: 'none',
    parallelWorkers: 4,
    continueOnError: true,
    expiresAt: Date.now(),
    retryOf: null,
    filesKey: null,
  };
  await batches.create({ batchId, ...plan, ...asked, ...run });
  const summary: BatchSummary = {
    successful: 100,
    failed: 0,
    cancelled: 0,
    aggregate_metrics: Object.fromEntries(names.map((name) => [name, { ...aggregate, ...counts }])),
    average: 0.3333,
    warnings: [],
    processing_time: 1,
    usage: noUsage,
  };
  const batch = await batches.read(batchId);
  if (!batch) throw new Error(`no batch ${batchId}`);
  const entry = { id: batchId, createdAt: at, evaluationType: 'response_quality', score: 0.3333, scores: {} };
  const end = { status: 'completed', at, summary: JSON.stringify(summary), ...wholly, note: null } as const;
  await batches.flip(batch, { ...end, entry: { ...entry, judgeKind: 'model' } });
  return batchId;
}

test('a page of batches with thousands of metrics ends before an answer would be too large, and skips none', async () => {
  const stored: string[] = [];
  for (let count = 0; count < 12; count += 1) stored.push(await storeEndedBatch());

  const listed: string[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = { limit: '10', ...(cursor === null ? {} : { cursor }) };
    const { body } = await callAs(tenant, 'batch-resource', {
      httpMethod: 'GET',
      resource: '/v1/evaluations/batch',
      queryStringParameters: query,
    });
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(3_000_000);
    listed.push(...body.batches.map(({ batch_id }: { batch_id: string }) => batch_id));
    cursor = body.next_cursor;
  } while (cursor !== null);

  expect(listed).toEqual(stored.sort().reverse());
});
