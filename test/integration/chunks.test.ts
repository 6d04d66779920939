import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BatchSummary } from '../../src/batches/batch.ts';
import { cancelBatch } from '../../src/batches/cancel.ts';
import { readBatch, viewBatch } from '../../src/batches/read-batch.ts';
import { readItemEvaluation, readItems } from '../../src/batches/read-items.ts';
import { reconcileBatches } from '../../src/batches/reconcile.ts';
import { batching } from '../../src/platform/batching.ts';
import { judging } from '../../src/platform/judging.ts';
import { working } from '../../src/platform/working.ts';
import type { BatchRecord } from '../../src/store/batch-record.ts';
import { goodSummary, source } from '../support/texts.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

let bench: Workbench;
const item = { source_text: source, summary: goodSummary, metrics: ['fluency'] };
const items = Array(90).fill(item);

beforeAll(async () => {
  bench = await startWorkbench();
});
beforeEach(() => {
  bench.sent.length = 0;
});
afterAll(() => bench.stop());

async function deliverAll(): Promise<void> {
  for (const message of bench.sent) await bench.deliver(message);
}

function summaryOf(batch: BatchRecord): BatchSummary {
  return BatchSummary.parse(JSON.parse(batch.summary ?? 'null'));
}

function reconcile(later: { readonly seconds: number }) {
  const queue = {
    send: async (_tenant: string, messages: readonly (typeof bench.sent)[number][]) =>
      void bench.sent.push(...messages),
  };
  return reconcileBatches({
    ...batching.reconcile(),
    queue,
    now: () => Date.now() + later.seconds * 1_000,
  });
}

describe('chunks', () => {
  test('delivered twice and out of order count every item once and flip once', async () => {
    const { batchId } = await bench.submit({ items });
    const twice = [...bench.sent, ...bench.sent].reverse();

    await Promise.all(twice.map((message) => bench.deliver(message)));

    const batch = await bench.read(batchId);
    expect(batch.status).toBe('completed');
    expect(summaryOf(batch)).toMatchObject({ successful: 90, failed: 0, cancelled: 0 });
    const page = await readItems(batching.read(), batch, { from: 0, limit: 1_000 });
    expect(page.results.map(({ index }) => index)).toEqual(items.map((_, index) => index));
  });

  test('progress is what the finished chunks hold', async () => {
    const { batchId } = await bench.submit({ items });
    for (const message of bench.sent.slice(0, 2)) await bench.deliver(message);

    const view = await viewBatch(batching.read(), await bench.read(batchId));
    expect(view).toMatchObject({ status: 'running', successful: 6, pending: 84, aggregate_metrics: null });
  });

  test('a worker that dies before its results are stored is repeated, and the batch completes', async () => {
    const { batchId } = await bench.submit({ items });
    const [first] = bench.sent;
    if (!first) throw new Error('nothing sent');
    const chunks = { ...working().chunks, finish: () => Promise.reject(new Error('killed')) };

    await expect(bench.deliver(first, { chunks })).rejects.toThrow('killed');
    await deliverAll();

    expect((await bench.read(batchId)).status).toBe('completed');
  });

  test('a worker that dies between its results and their mark loses nothing', async () => {
    const { batchId } = await bench.submit({ items });
    const [first] = bench.sent;
    if (!first) throw new Error('nothing sent');
    const chunks = { ...working().chunks, mark: () => Promise.reject(new Error('killed')) };

    await expect(bench.deliver(first, { chunks })).rejects.toThrow('killed');
    for (const message of bench.sent.slice(1)) await bench.deliver(message);
    expect((await bench.read(batchId)).status).toBe('running');
    await reconcile({ seconds: 1 });

    const batch = await bench.read(batchId);
    expect(batch.status).toBe('completed');
    expect(summaryOf(batch).successful).toBe(90);
  });

  test('after three starts without an end its items fail as worker_crashed, and the batch ends', async () => {
    const { batchId } = await bench.submit({ items: [item, item] });
    const [poison, other] = bench.sent;
    if (!poison || !other) throw new Error('nothing sent');
    const payloads = { ...working().payloads, get: () => Promise.reject(new Error('killed')) };

    for (let start = 0; start < 3; start += 1)
      await expect(bench.deliver(poison, { payloads })).rejects.toThrow('killed');
    await bench.deliver(poison);
    await bench.deliver(other);

    const batch = await bench.read(batchId);
    const { results } = await readItems(batching.read(), batch, { from: 0, limit: 10 });
    expect(results[0]).toMatchObject({ status: 'failed', error: { code: 'worker_crashed' } });
    expect(results[1]).toMatchObject({ status: 'completed' });
    expect(batch.status).toBe('completed');
  });

  test('an invocation out of time gives its chunk back unless it was the last start', async () => {
    const { batchId } = await bench.submit({ items: [item] });
    const [message] = bench.sent;
    if (!message) throw new Error('nothing sent');
    const over = AbortSignal.abort();

    await expect(bench.deliver(message, {}, over)).rejects.toMatchObject({ code: 'deadline_exceeded' });
    await expect(bench.deliver(message, {}, over)).rejects.toMatchObject({ code: 'deadline_exceeded' });
    await bench.deliver(message, {}, over);

    expect((await bench.read(batchId)).status).toBe('completed');
  });

  test('cancelling ends the open items as cancelled and keeps the finished ones, whatever is delivered later', async () => {
    const { batchId } = await bench.submit({ items });
    const [first] = bench.sent;
    if (!first) throw new Error('nothing sent');
    await bench.deliver(first);

    const cancelled = await cancelBatch(batching.read(), 'tenant-a', batchId);
    const before = summaryOf(cancelled);
    await deliverAll();

    expect(cancelled.status).toBe('cancelled');
    expect(before).toMatchObject({ successful: 3, cancelled: 87 });
    expect(summaryOf(await bench.read(batchId))).toEqual(before);
  });

  test('a batch whose messages were never sent is sent by the reconciler', async () => {
    const batches = { ...batching.submit().batches, markSent: () => Promise.reject(new Error('killed')) };
    await expect(bench.submit({ items: [item] }, { batches })).rejects.toThrow('killed');
    const [lost] = bench.sent.splice(0);
    if (!lost) throw new Error('nothing sent');

    expect(await reconcile({ seconds: 1 })).toMatchObject({ resentChunks: 0 });
    await reconcile({ seconds: 31 });

    expect(bench.sent.filter(({ batch_id }) => batch_id === lost.batch_id)).toEqual([lost]);
    await reconcile({ seconds: 32 });
    expect(bench.sent.filter(({ batch_id }) => batch_id === lost.batch_id)).toEqual([lost]);
    await deliverAll();
    expect((await bench.read(lost.batch_id)).status).toBe('completed');
  });

  test('after 24 hours the open items fail as deadline_exceeded, and the batch ends', async () => {
    const { batchId } = await bench.submit({ items: [item, item] });
    const [first] = bench.sent;
    if (!first) throw new Error('nothing sent');
    await bench.deliver(first);

    await reconcile({ seconds: 25 * 3_600 });

    const batch = await bench.read(batchId);
    const { results } = await readItems(batching.read(), batch, { from: 0, limit: 10 });
    expect(results[1]).toMatchObject({ status: 'failed', error: { code: 'deadline_exceeded' } });
    expect(summaryOf(batch)).toMatchObject({ successful: 1, failed: 1 });
  });

  test('another tenant sees neither the batch nor its items', async () => {
    const { batchId } = await bench.submit({ items: [item] });
    await deliverAll();
    const id = `evr_${batchId.slice('batch_'.length)}_0`;

    await expect(readBatch(batching.read(), 'tenant-b', batchId)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(cancelBatch(batching.read(), 'tenant-b', batchId)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await readItemEvaluation(batching.read(), 'tenant-b', id)).toBeNull();
    expect(await readItemEvaluation(batching.read(), 'tenant-a', id)).toMatchObject({
      status: 'completed',
    });
  });

  test('results too large for an item become an object and read back the same', async () => {
    const explanation = Array.from({ length: 40_000 }, () => Math.random().toString(36)).join(' ');
    const judges = judging.judges();
    const embedded = {
      ...judges.embedded,
      markSummary: () => {
        const mark = { rating: 3, explanation };
        return { fluency: mark, consistency: mark, relevance: mark, coherence: mark };
      },
    };
    const { batchId } = await bench.submit({ items: [item] });
    for (const message of bench.sent) await bench.deliver(message, { judges: { ...judges, embedded } });

    const [record] = await Promise.all([batching.read().chunks.read(batchId, 0)]);
    expect(record?.results).toMatch(/^results\//);
    const { results } = await readItems(batching.read(), await bench.read(batchId), {
      from: 0,
      limit: 1,
    });
    expect(JSON.stringify(results)).toContain(explanation);
  });
});
