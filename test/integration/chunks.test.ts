import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { BatchSummary } from '../../src/batches/batch.ts';
import { cancelBatch } from '../../src/batches/cancel.ts';
import type { WorkPorts } from '../../src/batches/ports.ts';
import { readBatch, viewBatch } from '../../src/batches/read-batch.ts';
import { readItemEvaluation, readItems } from '../../src/batches/read-items.ts';
import { type ReconcilePorts, reconcileBatches } from '../../src/batches/reconcile.ts';
import { evaluatorOf } from '../../src/evaluators/index.ts';
import { batching } from '../../src/platform/batching.ts';
import { judging } from '../../src/platform/judging.ts';
import { working } from '../../src/platform/working.ts';
import { createRandom } from '../../src/statistics/random.ts';
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

/** After the claim of a worker that died has run out. */
const later = (minutes = 5) => ({ now: () => Date.now() + minutes * 60_000 });

async function deliverAll(over: Partial<WorkPorts> = {}): Promise<void> {
  for (const message of bench.sent) await bench.deliver(message, over);
}

function firstSent() {
  const [first] = bench.sent;
  if (!first) throw new Error('nothing sent');
  return first;
}

/** Ports with an embedded judge that says how often it was asked. */
function countMarks(onMark: () => void = () => undefined) {
  let marks = 0;
  const judges = judging.run().judges;
  const markSummary = (source: string, summary: string) => {
    marks += 1;
    onMark();
    return judges.embedded.markSummary(source, summary);
  };
  const over = { judges: { ...judges, embedded: { ...judges.embedded, markSummary } } };
  return { over, count: () => marks };
}

const killed = () => Promise.reject(new Error('killed'));

function summaryOf(batch: BatchRecord): BatchSummary {
  return BatchSummary.parse(JSON.parse(batch.summary ?? 'null'));
}

function reconcile(later: { readonly seconds: number }, over: Partial<ReconcilePorts> = {}) {
  const queue = {
    send: async (_tenant: string, messages: readonly (typeof bench.sent)[number][]) =>
      void bench.sent.push(...messages),
  };
  return reconcileBatches({
    ...batching.reconcile(),
    queue,
    now: () => Date.now() + later.seconds * 1_000,
    ...over,
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

  test('a page of a running batch ends before the first open item, so that no page skips it', async () => {
    const { batchId } = await bench.submit({ items: [item, item, item] });
    await bench.deliver({ v: 1, batch_id: batchId, chunk: 1 });

    const page = { from: 0, limit: 3 };
    expect(await readItems(batching.read(), await bench.read(batchId), page)).toEqual({
      results: [],
      next: 0,
    });
    await bench.deliver(firstSent());
    const later = await readItems(batching.read(), await bench.read(batchId), page);
    expect([later.results.length, later.next]).toEqual([2, 2]);
  });

  test('a worker that dies before its results are stored is repeated, and the batch completes', async () => {
    const { batchId } = await bench.submit({ items });
    const chunks = { ...working().chunks, finish: killed };

    await expect(bench.deliver(firstSent(), { chunks })).rejects.toThrow('killed');
    await deliverAll(later());

    expect((await bench.read(batchId)).status).toBe('completed');
  });

  test('a worker that dies between its results and their mark loses nothing', async () => {
    const { batchId } = await bench.submit({ items });
    const chunks = { ...working().chunks, mark: killed };

    await expect(bench.deliver(firstSent(), { chunks })).rejects.toThrow('killed');
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
    const chunks = { ...working().chunks, finish: killed };

    for (const minutes of [0, 5, 10]) {
      await expect(bench.deliver(poison, { chunks, ...later(minutes) })).rejects.toThrow('killed');
    }
    await bench.deliver(poison, later(15));
    await bench.deliver(other);

    const batch = await bench.read(batchId);
    const { results } = await readItems(batching.read(), batch, { from: 0, limit: 10 });
    expect(results[0]).toMatchObject({ status: 'failed', error: { code: 'worker_crashed' } });
    expect(results[1]).toMatchObject({ status: 'completed' });
    expect(batch.status).toBe('completed');
  });

  test('items are parsed at their turn, after the claim: what kills a worker there counts as a start', async () => {
    const { batchId } = await bench.submit({ items: [item] });
    const parsing = jest.spyOn(evaluatorOf('geval').body, 'safeParse').mockImplementation(() => {
      throw new Error('killed');
    });

    for (const minutes of [0, 5, 10]) {
      await expect(bench.deliver(firstSent(), later(minutes))).rejects.toThrow('killed');
    }
    expect((await working().chunks.claimsOf(batchId, 0)).starts).toBe(3);
    parsing.mockRestore();
    await bench.deliver(firstSent(), later(15));

    const { results } = await readItems(batching.read(), await bench.read(batchId), { from: 0, limit: 1 });
    expect(results[0]).toMatchObject({ status: 'failed', error: { code: 'worker_crashed' } });
  });

  test('an item of a request that cannot be read any more fails alone, and not a word of it is told', async () => {
    const secret = 'Attorney-client privileged';
    const { batchId, payloadKey, offsets } = await bench.submit({ items: [item, item] });
    const [start = 0, end = 0] = offsets ?? [];
    const sent = Buffer.from(await batching.read().payloads.get(payloadKey));
    const broken = Buffer.concat([Buffer.from(secret.padEnd(end - start - 1)), sent.subarray(end - 1)]);
    await batching.read().payloads.put(payloadKey, broken);

    await deliverAll();

    const batch = await bench.read(batchId);
    const { results } = await readItems(batching.read(), batch, { from: 0, limit: 2 });
    expect(results[0]).toMatchObject({ status: 'failed', error: { code: 'invalid_request' } });
    expect(results[1]).toMatchObject({ status: 'completed' });
    expect(JSON.stringify(results[0])).not.toContain('Attorney');
  });

  test('copies that arrive while a worker is at a chunk cost no start and no second evaluation', async () => {
    const { batchId } = await bench.submit({ items: [item] });
    const marked = countMarks();

    await Promise.all(Array.from({ length: 8 }, () => bench.deliver(firstSent(), marked.over)));

    expect(marked.count()).toBe(1);
    expect(summaryOf(await bench.read(batchId))).toMatchObject({ successful: 1, failed: 0 });
  });

  test('an invocation out of time keeps what it has, and the next one goes on from there', async () => {
    const { batchId } = await bench.submit({ items: Array(90).fill(item), parallel_workers: 1 });
    const controller = new AbortController();
    const marked = countMarks(() => controller.abort());

    const late = bench.deliver(firstSent(), marked.over, controller.signal);
    await expect(late).rejects.toThrow('the time was up');
    await bench.deliver(firstSent(), marked.over);

    expect(marked.count()).toBe(3);
    expect(await working().chunks.claimsOf(batchId, 0)).toMatchObject({ starts: 2, returned: 1 });
    expect((await working().chunks.read(batchId, 0))?.counts.completed).toBe(3);
  });

  test('a chunk for whose items there is never time fails them as deadline_exceeded in the end', async () => {
    const { batchId } = await bench.submit({ items: [item] });
    let asked = 0;
    // There is time to begin the chunk, and none for its item.
    const begin = () =>
      bench.deliver(firstSent(), { usualCallMs: () => (asked++ % 2 === 0 ? 0 : Number.POSITIVE_INFINITY) });

    await expect(begin()).rejects.toThrow('the time was up');
    await expect(begin()).rejects.toThrow('the time was up');
    await begin();

    const { results } = await readItems(batching.read(), await bench.read(batchId), { from: 0, limit: 1 });
    expect(results[0]).toMatchObject({ status: 'failed', error: { code: 'deadline_exceeded' } });
  });

  test('a chunk that only waited for its turn spends no start', async () => {
    const { batchId } = await bench.submit({ items: [item] });

    for (let turn = 0; turn < 5; turn += 1) {
      const late = bench.deliver(firstSent(), {}, AbortSignal.abort());
      await expect(late).rejects.toThrow('there was no time to begin');
    }

    expect((await working().chunks.claimsOf(batchId, 0)).starts).toBe(0);
    await bench.deliver(firstSent());
    expect(summaryOf(await bench.read(batchId)).successful).toBe(1);
  });

  test('a chunk whose calls would be cut off is not begun', async () => {
    const { batchId } = await bench.submit({ items: [item] });
    const slow = { usualCallMs: () => Number.POSITIVE_INFINITY };

    await expect(bench.deliver(firstSent(), slow)).rejects.toThrow('there was no time to begin');

    expect((await working().chunks.claimsOf(batchId, 0)).starts).toBe(0);
    await bench.deliver(firstSent());
    expect((await bench.read(batchId)).status).toBe('completed');
  });

  test('a batch that stops on failure stops even if the worker dies before it says so', async () => {
    const { batchId } = await bench.submit({ items: [{}, item, item], continue_on_error: false });
    const batches = { ...working().batches, requestStop: killed };
    await expect(bench.deliver(firstSent(), { batches })).rejects.toThrow('killed');

    await reconcile({ seconds: 1 });

    const batch = await bench.read(batchId);
    expect(batch.status).toBe('failed');
    expect(summaryOf(batch)).toMatchObject({ failed: 1, cancelled: 2 });
  });

  test('a batch whose results are lost keeps no other from being repaired, and ends after 24 hours', async () => {
    const broken = await bench.submit({ items: [item] });
    const chunks = { ...working().chunks, mark: killed };
    await expect(bench.deliver(firstSent(), { chunks })).rejects.toThrow('killed');
    bench.sent.length = 0;
    const sound = await bench.submit({ items: [item] });
    await expect(bench.deliver(firstSent(), { chunks })).rejects.toThrow('killed');
    const lossy = {
      ...batching.read().chunks,
      async *records(batchId: string) {
        if (batchId !== broken.batchId) yield* batching.read().chunks.records(batchId);
      },
    };

    await reconcile({ seconds: 1 }, { chunks: lossy });
    expect((await bench.read(sound.batchId)).status).toBe('completed');
    expect((await bench.read(broken.batchId)).status).toBe('running');

    await reconcile({ seconds: 25 * 3_600 }, { chunks: lossy });
    expect(summaryOf(await bench.read(broken.batchId))).toMatchObject({ successful: 0, failed: 1 });
  });

  test('a batch that exists is answered with its id even if its messages could not be sent', async () => {
    const batch = await bench.submit({ items: [item] }, { queue: { send: killed } });

    await reconcile({ seconds: 31 });
    await deliverAll();

    expect((await bench.read(batch.batchId)).status).toBe('completed');
  });

  test('cancelling ends the open items as cancelled and keeps the finished ones, whatever is delivered later', async () => {
    const { batchId } = await bench.submit({ items });
    await bench.deliver(firstSent());

    const cancelled = await cancelBatch(batching.read(), 'tenant-a', batchId);
    const before = summaryOf(cancelled);
    await deliverAll();

    expect(cancelled.status).toBe('cancelled');
    expect(before).toMatchObject({ successful: 3, cancelled: 87 });
    expect(summaryOf(await bench.read(batchId))).toEqual(before);
  });

  test('what may never have been sent is sent once by the reconciler', async () => {
    const batch = await bench.submit({ items: [item] }, { queue: { send: killed } });
    const sentFor = () => bench.sent.filter(({ batch_id }) => batch_id === batch.batchId).length;

    await reconcile({ seconds: 1 });
    expect(sentFor()).toBe(0);
    await reconcile({ seconds: 31 });
    expect(sentFor()).toBe(1);
    await reconcile({ seconds: 3_600 });
    expect(sentFor()).toBe(1);
  });

  test('after 24 hours the open items fail as deadline_exceeded, and the batch ends', async () => {
    const { batchId } = await bench.submit({ items: [item, item] });
    await bench.deliver(firstSent());

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

  test.each([
    ['of a few kilobytes stay in the table', 300, 'object'],
    ['that would use up the writes of a partition become an object', 6_000, 'string'],
  ])('results %s and read back the same', async (_outcome, words, stored) => {
    const random = createRandom(1);
    const explanation = Array.from({ length: words }, () => random().toString(36).slice(2)).join(' ');
    const judges = judging.run().judges;
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
    // Bytes, or the key of an object.
    expect(typeof record?.results).toBe(stored);
    const { results } = await readItems(batching.read(), await bench.read(batchId), {
      from: 0,
      limit: 1,
    });
    expect(JSON.stringify(results)).toContain(explanation);
  });
});
