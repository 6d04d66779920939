import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { reconcileBatches } from '../../src/batches/reconcile.ts';
import { ServiceError } from '../../src/errors.ts';
import { batching } from '../../src/platform/batching.ts';
import { splitting } from '../../src/platform/splitting.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await startWorkbench();
});
beforeEach(() => {
  bench.sent.length = 0;
  bench.wholes.length = 0;
});
afterAll(() => bench.stop());

async function submitLine(): Promise<string> {
  const { batchId } = await bench.submit({ input_upload_ids: [await bench.upload('{}')] });
  bench.wholes.length = 0;
  return batchId;
}

/** How often a batch is sent as a whole by a run of the reconciler so many minutes from now. */
async function sendingsAt(batchId: string, minutes: number): Promise<number> {
  bench.wholes.length = 0;
  const now = () => Date.now() + minutes * 60_000;
  await reconcileBatches({ ...batching.reconcile(), ...bench.queues, now });
  return bench.wholes.filter((id) => id === batchId).length;
}

describe('the message of a batch as a whole', () => {
  test('is sent again as long as every copy of it is lost, and no oftener than its function could take', async () => {
    const batchId = await submitLine();

    const sendings: number[] = [];
    for (const minutes of [1, 2, 10, 18, 19, 33, 35]) sendings.push(await sendingsAt(batchId, minutes));
    expect(sendings).toEqual([1, 0, 0, 1, 0, 0, 1]);
  });

  test('that ends an overdue large batch is sent again as long as every copy of it is lost', async () => {
    const lines = '{}\n'.repeat(1_001);
    const { batchId } = await bench.submit({ input_upload_ids: [await bench.upload(lines)] });
    await bench.advance(batchId);

    const day = 24 * 60;
    const sendings: number[] = [];
    for (const minutes of [1, 2, 17, 18, 33]) sendings.push(await sendingsAt(batchId, day + minutes));
    expect(sendings).toEqual([1, 0, 1, 0, 1]);

    await bench.advance(batchId, { now: () => Date.now() + (day + 40) * 60_000 });
    expect((await bench.read(batchId)).status).toBe('failed');
  });
});

describe('a claim on a batch', () => {
  const splits = () => splitting().splits;
  const claimAt = async (batchId: string, now: number) => {
    const claim = await splits().claim(batchId, { now, until: now + 10, expiresAt: 4_000_000_000 });
    if (!claim) throw new Error('the batch is claimed');
    return claim.number;
  };

  test('that was given back is not held again by a renewal that comes late', async () => {
    const number = await claimAt('batch_late', 1_000);
    await splits().release('batch_late', number);
    await splits().renew('batch_late', number, 9_000);

    expect((await splits().activity('batch_late')).leaseUntil).toBe(0);
  });

  test('that was taken over is neither renewed nor given back by its former holder', async () => {
    const former = await claimAt('batch_taken', 1_000);
    await claimAt('batch_taken', 2_000);
    await splits().renew('batch_taken', former, 9_000);
    await splits().release('batch_taken', former);
    await splits().excuse('batch_taken', former);

    expect((await splits().activity('batch_taken')).leaseUntil).toBe(2_010);
  });

  test('that is held is renewed and given back by its holder', async () => {
    const number = await claimAt('batch_held', 1_000);
    await splits().renew('batch_held', number, 9_000);
    expect((await splits().activity('batch_held')).leaseUntil).toBe(9_000);
    await splits().release('batch_held', number);
    expect((await splits().activity('batch_held')).leaseUntil).toBe(0);
  });

  test('counts as a start unless an outage ended it, and each has a number of its own', async () => {
    const lease = { now: 1_000, until: 2_000, expiresAt: 4_000_000_000 };
    await splits().excuse('batch_excused', await claimAt('batch_excused', 500));

    expect(await splits().claim('batch_excused', lease)).toEqual({ number: 2, starts: 1 });
  });
});

describe('a claim that cannot be given back', () => {
  const away = () => Promise.reject(new ServiceError('storage_unavailable', 'the table did not answer'));
  const withoutEnd = () => ({ ...splitting().splits, release: away, excuse: away });

  test('makes no failure of work that is done', async () => {
    const batchId = await submitLine();
    await bench.advance(batchId, { splits: withoutEnd() });

    expect((await bench.read(batchId)).totalItems).toBe(1);
  });

  test.each([
    ['an outage', new ServiceError('storage_unavailable', 'the bucket did not answer')],
    ['a defect', new Error('a defect')],
  ])('hides not that the work failed by %s', async (_name, failure) => {
    const batchId = await submitLine();
    const splits = { ...withoutEnd(), files: () => Promise.reject(failure) };

    await expect(bench.advance(batchId, { splits })).rejects.toBe(failure);
  });
});
