import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { handler } from '../../functions/reconcile-batches/handler.ts';
import { reconcileBatches } from '../../src/batches/reconcile.ts';
import { announcing } from '../../src/platform/announcing.ts';
import { batching } from '../../src/platform/batching.ts';
import { working } from '../../src/platform/working.ts';
import { goodSummary, source } from '../support/texts.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

const item = { source_text: source, summary: goodSummary, metrics: ['fluency'] };
const away = () => Promise.reject(new Error('away'));
let bench: Workbench;

beforeAll(async () => {
  bench = await startWorkbench();
});
beforeEach(() => {
  bench.sent.length = 0;
});
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(() => bench.stop());

/** Batches whose worker died between their results and their mark: the reconciler ends each. */
async function submitUnmarked(count: number): Promise<readonly string[]> {
  const chunks = { ...working().chunks, mark: away };
  for (let index = 0; index < count; index += 1) {
    await bench.submit({ items: [item] });
    const message = bench.sent.at(-1);
    if (!message) throw new Error('nothing sent');
    await expect(bench.deliver(message, { chunks })).rejects.toThrow('away');
  }
  return bench.sent.map(({ batch_id }) => batch_id);
}

async function endedOf(ids: readonly string[]): Promise<readonly boolean[]> {
  const batches = await Promise.all(ids.map((id) => bench.read(id)));
  return batches.map(({ summary }) => summary !== null);
}

/** One run that has time for so many batches, and begins at a place among those that are open. */
function run(times: number, place: number) {
  let at = 0;
  const batches = {
    ...batching.reconcile().batches,
    read: (id: string) => {
      at += 1;
      return batching.reconcile().batches.read(id);
    },
  };
  // The second read of each batch is the flip's.
  const now = () => Date.now() + Math.ceil(at / 2) * 3_600_000;
  const ports = { ...batching.reconcile(), batches, random: () => place, now };
  return reconcileBatches(ports, Date.now() + (times - 0.5) * 3_600_000);
}

describe('the reconciler', () => {
  test('stops when its time is up, and the next run goes on elsewhere', async () => {
    const ids = await submitUnmarked(4);

    expect(await run(1, 0.5)).toMatchObject({ open: 4, left: 3 });
    expect(await endedOf(ids)).toEqual([false, false, true, false]);
    expect(await run(2, 0.99)).toMatchObject({ open: 3, left: 1 });
    expect(await endedOf(ids)).toEqual([true, false, true, true]);
    expect(await run(9, 0)).toMatchObject({ open: 1, left: 0 });
    expect(await endedOf(ids)).toEqual([true, true, true, true]);
  });

  test('repairs batches although the outbox cannot be swept, and tells that afterwards', async () => {
    const ids = await submitUnmarked(1);
    const outbox = {
      ...announcing.sweep().outbox,
      // biome-ignore lint/correctness/useYield: it fails before there is anything to yield.
      async *waiting() {
        await away();
      },
    };
    jest.spyOn(announcing, 'sweep').mockReturnValue({ ...announcing.sweep(), outbox });

    const context = { getRemainingTimeInMillis: () => 120_000 } as Context;
    await expect(handler({}, context)).rejects.toThrow('away');

    expect(await endedOf(ids)).toEqual([true]);
  });

  test('sweeps the outbox first, and begins nothing in an invocation that is nearly over', async () => {
    const ids = await submitUnmarked(1);
    const order: string[] = [];
    const { sweep } = announcing;
    jest.spyOn(announcing, 'sweep').mockImplementation(() => {
      order.push('outbox');
      return sweep();
    });
    const { reconcile } = batching;
    jest.spyOn(batching, 'reconcile').mockImplementation(() => {
      order.push('batches');
      return reconcile();
    });

    await handler({}, { getRemainingTimeInMillis: () => 20_000 } as Context);
    expect(order).toEqual(['outbox', 'batches']);
    expect(await endedOf(ids)).toEqual([false]);
    await handler({}, { getRemainingTimeInMillis: () => 120_000 } as Context);
    expect(await endedOf(ids)).toEqual([true]);
  });
});
