import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { cancelBatch } from '../../src/batches/cancel.ts';
import { readBatch, viewBatch } from '../../src/batches/read-batch.ts';
import { findResultsFile } from '../../src/batches/results-file.ts';
import { batching } from '../../src/platform/batching.ts';
import { downloading } from '../../src/platform/downloading.ts';
import { splitting } from '../../src/platform/splitting.ts';
import { mortal } from '../support/mortal.ts';
import { goodSummary, source } from '../support/texts.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

const items = 1_130;
const good = JSON.stringify({ source_text: source, summary: goodSummary, metrics: ['fluency'] });
/** Every tenth of them is an item, the others are none: they cost no evaluation. */
const lines = Array.from({ length: items }, (_, index) => (index % 10 === 0 ? good : '{}')).join('\n');
let bench: Workbench;

beforeAll(async () => {
  bench = await startWorkbench();
});
beforeEach(() => {
  bench.sent.length = 0;
  bench.wholes.length = 0;
});
afterAll(() => bench.stop());

async function splitBatch(fields: Record<string, unknown> = {}): Promise<string> {
  const { batchId } = await bench.submit({ input_upload_ids: [await bench.upload(lines)], ...fields });
  await bench.advance(batchId);
  bench.wholes.length = 0;
  return batchId;
}

async function view(batchId: string) {
  return viewBatch(batching.read(), await bench.read(batchId));
}

async function fileOf(
  batchId: string,
): Promise<readonly { readonly index: number; readonly status: string }[]> {
  const key = await findResultsFile(downloading(), await bench.read(batchId));
  const text = Buffer.from(await batching.payloads().get(key)).toString('utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const everyIndex = Array.from({ length: items }, (_, index) => index);

describe('a large batch', () => {
  test('shows its progress from the marks of its groups, without reading results', async () => {
    const batchId = await splitBatch();
    for (const message of bench.sent.slice(0, 4)) await bench.deliver(message);
    const chunks = { ...batching.read().chunks, records: unread, read: unread };

    const running = await viewBatch({ ...batching.read(), chunks }, await bench.read(batchId));
    expect(running).toMatchObject({ status: 'running', successful: 10, failed: 90, pending: items - 100 });
  });

  test('is sent to be ended, and an end that dies at any call is taken up again without harm', async () => {
    const batchId = await splitBatch();
    await Promise.all(bench.sent.map((message) => bench.deliver(message)));
    expect(bench.wholes).toEqual([batchId]);
    expect((await view(batchId)).status).toBe('running');

    let died = true;
    for (let lastCall = 0; died; lastCall += 1) {
      const { ports, isDead } = mortal({ ...splitting(), ...bench.queues }, lastCall);
      // Each time later, when the claim of the one before has run out.
      const now = () => Date.now() + lastCall * 120_000;
      await bench.advance(batchId, { ...ports, now }).catch(() => undefined);
      died = isDead();
    }

    const ended = await view(batchId);
    expect(ended).toMatchObject({ status: 'completed', successful: 113, failed: items - 113, pending: 0 });
    expect(ended.aggregate_metrics?.['fluency']?.count).toBe(113);
    expect((await fileOf(batchId)).map(({ index }) => index)).toEqual(everyIndex);
  });

  test('that is cancelled is ended where it is sent to, and keeps what was finished', async () => {
    const batchId = await splitBatch();
    for (const message of bench.sent.slice(0, 4)) await bench.deliver(message);
    await cancelBatch({ ...batching.read(), ...bench.queues }, 'tenant-a', batchId);
    expect(bench.wholes).toEqual([batchId]);

    await bench.advance(batchId);
    for (const message of bench.sent.slice(4, 8)) await bench.deliver(message);

    expect(await view(batchId)).toMatchObject({
      status: 'cancelled',
      successful: 10,
      failed: 90,
      cancelled: items - 100,
    });
    expect((await fileOf(batchId)).map(({ index }) => index)).toEqual(everyIndex);
  });

  test('that stops after a failure is ended where it is sent to', async () => {
    const batchId = await splitBatch({ continue_on_error: false });
    const [first] = bench.sent;
    if (first) await bench.deliver(first);
    expect(bench.wholes).toEqual([batchId]);
    await bench.advance(batchId);

    const ended = await view(batchId);
    expect(ended).toMatchObject({ status: 'failed', pending: 0 });
    expect((await readBatch(batching.read(), 'tenant-a', batchId)).status).toBe('failed');
  });
});

function unread(): never {
  throw new Error('results were read');
}
