import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Context, SQSEvent } from 'aws-lambda';
import { cancelBatch } from '../../src/batches/cancel.ts';
import { readBatch, viewBatch } from '../../src/batches/read-batch.ts';
import { readItems } from '../../src/batches/read-items.ts';
import { reconcileBatches } from '../../src/batches/reconcile.ts';
import { offerUpload } from '../../src/batches/uploads.ts';
import { batching } from '../../src/platform/batching.ts';
import { splitting } from '../../src/platform/splitting.ts';
import { uploading } from '../../src/platform/uploading.ts';
import { createSplitter } from '../../src/queue/splitter.ts';
import { mortal } from '../support/mortal.ts';
import { goodSummary, source } from '../support/texts.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

let bench: Workbench;
const line = (index: number) =>
  JSON.stringify({ source_text: source, summary: `${goodSummary} ${index}`, metrics: ['fluency'] });
const linesOf = (count: number) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

beforeAll(async () => {
  bench = await startWorkbench();
});
beforeEach(() => {
  bench.sent.length = 0;
  bench.wholes.length = 0;
});
afterAll(() => bench.stop());

async function submitFiles(files: readonly (string | Uint8Array)[], fields: Record<string, unknown> = {}) {
  const ids: string[] = [];
  for (const file of files) ids.push(await bench.upload(file));
  return bench.submit({ input_upload_ids: ids, ...fields });
}

/** Delivers what was sent until nothing is left, copies included. */
async function deliverSent(): Promise<void> {
  for (let message = bench.sent.shift(); message; message = bench.sent.shift()) await bench.deliver(message);
}

function reconcile(seconds: number) {
  return reconcileBatches({
    ...batching.reconcile(),
    ...bench.queues,
    now: () => Date.now() + seconds * 1_000,
  });
}

/** Posts another file with the form of an upload. */
async function replace(uploadId: string, content: string): Promise<void> {
  const { fields } = await offerUpload(uploading(), 'tenant-a', uploadId);
  await batching.payloads().put(fields['key'] ?? '', content);
}

const later = (seconds: number) => ({ now: () => Date.now() + seconds * 1_000 });

async function view(batchId: string) {
  return viewBatch(batching.read(), await bench.read(batchId));
}

async function indexesOf(batchId: string): Promise<number[]> {
  const page = await readItems(batching.read(), await bench.read(batchId), { from: 0, limit: 1_000 });
  return page.results.map(({ index }) => index);
}

describe('splitting', () => {
  test('that dies at any call and is repeated counts every line once', async () => {
    let died = true;
    for (let lastCall = 0; died; lastCall += 1) {
      bench.sent.length = 0;
      const { batchId } = await submitFiles([linesOf(7), gzipSync(linesOf(5))]);
      const { ports, isDead } = mortal({ ...splitting(), ...bench.queues }, lastCall);
      await bench.advance(batchId, ports).catch(() => undefined);
      died = isDead();

      await bench.advance(batchId, later(120));
      await reconcile(180);
      await deliverSent();

      const ended = await view(batchId);
      expect([lastCall, ended.status, ended.total_items, ended.successful]).toEqual([
        lastCall,
        'completed',
        12,
        12,
      ]);
      expect(await indexesOf(batchId)).toEqual(Array.from({ length: 12 }, (_, index) => index));
    }
  });

  test('twice at the same time is one split', async () => {
    const { batchId } = await submitFiles([linesOf(50)]);
    await Promise.all([bench.advance(batchId), bench.advance(batchId), bench.advance(batchId)]);

    expect(bench.sent.map(({ chunk }) => chunk)).toEqual(Array.from({ length: 25 }, (_, chunk) => chunk));
  });

  test.each([
    ['with nothing in them', '\n  \r\n\n', { code: 'invalid_request', detail: 'the files have no lines' }],
    [
      'that break off',
      gzipSync(linesOf(2_000)).subarray(0, 500),
      { code: 'invalid_request', detail: /^upl_\w+ is no valid gzip$/ },
    ],
    [
      'with garbage for gzip',
      Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]),
      { code: 'invalid_request', detail: /^upl_\w+ is no valid gzip$/ },
    ],
    [
      'with too many lines',
      '{}\n'.repeat(100_001),
      { code: 'too_large', detail: /^the files have more than 100000 lines$/ },
    ],
    [
      'with too many blank lines',
      gzipSync('\n'.repeat(5_000_000)),
      { code: 'too_large', detail: /^upl_\w+: the files have more than 200000 lines, blank ones too$/ },
    ],
    [
      'with a line that is too long',
      gzipSync(`{}\n${'x'.repeat(3_000_001)}`),
      { code: 'too_large', detail: /^upl_\w+: line 2 has more than 3000000 bytes$/ },
    ],
  ])('files %s fails the batch and says why', async (_name, content, error) => {
    const { batchId } = await submitFiles([content]);
    await bench.advance(batchId);

    const failed = await view(batchId);
    expect(failed).toMatchObject({ status: 'failed', total_items: null, successful: 0, failed: 0 });
    expect(failed.error?.code).toBe(error.code);
    expect(failed.error?.detail).toMatch(error.detail);
    expect(bench.sent).toEqual([]);
  });

  test('takes the files as they were when the batch was submitted, or fails', async () => {
    const uploadId = await bench.upload(linesOf(2));
    const { batchId } = await bench.submit({ input_upload_ids: [uploadId] });
    await replace(uploadId, linesOf(3));
    await bench.advance(batchId);

    expect((await view(batchId)).error).toEqual({
      code: 'conflict',
      detail: `${uploadId} was replaced after the batch was submitted`,
    });
  });

  test('takes the files as they are when a submission that died before it made the batch is repeated', async () => {
    const uploadId = await bench.upload(linesOf(2));
    const newBatchId = () => 'batch_01KAXVR2M4Q8ZC7T5N3W9HJ6EA';
    const batches = { ...batching.read().batches, create: () => Promise.reject(new Error('killed')) };
    const submission = { input_upload_ids: [uploadId] };
    await expect(bench.submit(submission, { newBatchId, batches })).rejects.toThrow('killed');
    await replace(uploadId, linesOf(3));
    const { batchId } = await bench.submit(submission, { newBatchId });
    await bench.advance(batchId);

    expect(await view(batchId)).toMatchObject({ total_items: 3, error: null });
  });

  test('takes the files of the run that made the batch, whatever a later one found', async () => {
    const uploadId = await bench.upload(linesOf(2));
    const newBatchId = () => 'batch_01KAXVR2M4Q8ZC7T5N3W9HJ6EC';
    const submission = { input_upload_ids: [uploadId] };
    const first = await bench.submit(submission, { newBatchId });
    await replace(uploadId, linesOf(3));
    const again = await bench.submit(submission, { newBatchId });

    expect(await batching.read().splits.files(again)).toEqual(await batching.read().splits.files(first));
    await bench.advance(again.batchId);
    expect((await view(again.batchId)).error?.code).toBe('conflict');
  });

  test('that is not done when its function has to be fails the batch', async () => {
    const { batchId } = await submitFiles([linesOf(2)]);
    await bench.advance(batchId, {}, Date.now() - 1);

    expect(await view(batchId)).toMatchObject({
      status: 'failed',
      total_items: null,
      error: { code: 'deadline_exceeded', detail: 'the files take too long to read' },
    });
  });

  test('has as long as its function, less what it takes to say how it ended', async () => {
    const splitter = createSplitter(() => ({ ...splitting(), ...bench.queues }));
    const errorWith = async (remaining: number) => {
      const { batchId } = await submitFiles([linesOf(2)]);
      const body = JSON.stringify({ v: 1, batch_id: batchId, split: true });
      const event = { Records: [{ messageId: '1', body }] } as SQSEvent;
      await splitter(event, { getRemainingTimeInMillis: () => remaining } as Context);
      return (await bench.read(batchId)).error?.code;
    };

    expect(await errorWith(10_000)).toBe('deadline_exceeded');
    expect(await errorWith(900_000)).toBeUndefined();
  });

  test('that dies three times fails the batch', async () => {
    const { batchId } = await submitFiles([linesOf(1)]);
    for (let start = 0; start < 3; start += 1) {
      const { ports } = mortal({ ...splitting(), ...bench.queues }, 5);
      await expect(bench.advance(batchId, { ...ports, ...later(start * 120) })).rejects.toThrow('killed');
    }
    await bench.advance(batchId, later(400));

    expect((await view(batchId)).error?.code).toBe('worker_crashed');
  });

  test('that an outage ends is no death, however often', async () => {
    const { batchId } = await submitFiles([linesOf(1)]);
    const files = { open: () => Promise.reject(new Error('ECONNRESET')) };
    for (let start = 0; start < 5; start += 1) {
      await expect(bench.advance(batchId, { files })).rejects.toMatchObject({ code: 'storage_unavailable' });
    }
    await bench.advance(batchId);

    expect(await view(batchId)).toMatchObject({ total_items: 1, error: null });
  });
});

describe('a line', () => {
  test('that is no JSON or no item is a failed item, and its neighbours are not', async () => {
    const lines = [line(0), 'secret, no JSON', '{"__proto__":{}}', '[]', '{"source_text":"short"}', line(5)];
    const { batchId } = await submitFiles([lines.join('\n')]);
    await bench.advance(batchId);
    await deliverSent();

    const { results } = await readItems(batching.read(), await bench.read(batchId), { from: 0, limit: 10 });
    expect(results.map(({ status }) => status)).toEqual([
      'completed',
      'failed',
      'failed',
      'failed',
      'failed',
      'completed',
    ]);
    expect(results[1]).toMatchObject({
      error: { code: 'invalid_request', detail: expect.stringMatching(/^items\[1\] is no JSON/) },
    });
    expect(JSON.stringify(results[1])).not.toContain('secret');
  });
});

describe('the ids of uploads', () => {
  test('of another tenant, unknown or not uploaded yet are refused by name', async () => {
    const own = await bench.upload(line(0));
    const foreign = await bench.upload(line(0), 'tenant-b');
    for (const strange of [foreign, 'upl_01KAXVR2M4Q8ZC7T5N3W9HJ6EB']) {
      await expect(bench.submit({ input_upload_ids: [own, strange] })).rejects.toMatchObject({
        code: 'invalid_request',
        message: `input_upload_ids[1]: ${strange} names no file that you have uploaded`,
      });
    }
  });

  test('of files that are larger than allowed are refused', async () => {
    const uploadId = await bench.upload(linesOf(3));
    await expect(
      bench.submit({ input_upload_ids: [uploadId] }, { maxUploadBytes: 10 }),
    ).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringMatching(/^input_upload_ids\[0\]: upl_\w+ has \d+ bytes; at most 10$/),
    });
  });
});

describe('the reconciler', () => {
  test('sends a batch whose message was lost once more, and again after a crash', async () => {
    const killed = { send: () => Promise.reject(new Error('killed')) };
    const { batchId } = await bench.submit(
      { input_upload_ids: [await bench.upload(line(0))] },
      { wholes: killed },
    );

    await reconcile(1);
    expect(bench.wholes).not.toContain(batchId);
    await reconcile(31);
    await reconcile(90);
    expect(bench.wholes.filter((id) => id === batchId)).toHaveLength(1);

    const { ports } = mortal(splitting(), 5);
    await bench.advance(batchId, ports).catch(() => undefined);
    await reconcile(31);
    expect(bench.wholes.filter((id) => id === batchId)).toHaveLength(1);
    await reconcile(120);
    expect(bench.wholes.filter((id) => id === batchId)).toHaveLength(2);
  });

  test('ends a batch that was not split within a day', async () => {
    const { batchId } = await submitFiles([line(0)]);
    await reconcile(25 * 3_600);

    expect(await view(batchId)).toMatchObject({ status: 'failed', error: { code: 'deadline_exceeded' } });
  });

  test('sends the chunks that the split did not live to send', async () => {
    const { batchId } = await submitFiles([linesOf(2)]);
    await bench.advance(batchId, { queue: { send: () => Promise.reject(new Error('killed')) } });
    expect(bench.sent).toEqual([]);

    await reconcile(31);
    expect(bench.sent.filter(({ batch_id }) => batch_id === batchId)).toHaveLength(2);
  });
});

describe('cancelling', () => {
  test('ends a batch that was not split, and nothing splits it any more', async () => {
    const { batchId } = await submitFiles([linesOf(3)]);
    await cancelBatch(batching.read(), 'tenant-a', batchId);
    await bench.advance(batchId);

    expect(await view(batchId)).toMatchObject({ status: 'cancelled', total_items: null, error: null });
    expect(bench.sent).toEqual([]);
  });

  test('during the split ends the batch', async () => {
    const { batchId } = await submitFiles([linesOf(3)]);
    const ports = splitting();
    const putPlan: typeof ports.splits.putPlan = async (...plan) => {
      await batching.read().batches.requestStop(batchId, 'cancelled', new Date().toISOString());
      return ports.splits.putPlan(...plan);
    };
    await bench.advance(batchId, { splits: { ...ports.splits, putPlan } });

    expect(await view(batchId)).toMatchObject({ status: 'cancelled', total_items: null });
    expect((await readBatch(batching.read(), 'tenant-a', batchId)).status).toBe('cancelled');
  });
});
