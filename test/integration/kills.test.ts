import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BatchSummary } from '../../src/batches/batch.ts';
import type { ChunkMessage } from '../../src/batches/chunk-queue.ts';
import { readItems } from '../../src/batches/read-items.ts';
import { reconcileBatches } from '../../src/batches/reconcile.ts';
import { batching } from '../../src/platform/batching.ts';
import { storing } from '../../src/platform/storing.ts';
import { working } from '../../src/platform/working.ts';
import { createRandom } from '../../src/statistics/random.ts';
import { createBatchStore } from '../../src/store/batches.ts';
import { createChunkStore } from '../../src/store/chunks.ts';
import { noFacts, noting } from '../support/chaos/facts.ts';
import { seedOfRun } from '../support/faults/chance.ts';
import { faultyItems } from '../support/faults/faulty-items.ts';
import { type Fate, mortal } from '../support/faults/mortal.ts';
import { goodSummary, source } from '../support/texts.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

const item = { source_text: source, summary: goodSummary, metrics: ['fluency'] };
const seed = seedOfRun();
let bench: Workbench;

beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench.stop());

const later = (minutes: number) => ({ now: () => Date.now() + minutes * 60_000 });

/** Submits two items, which are two chunks: its messages. */
async function submitTwo(): Promise<readonly [ChunkMessage, ChunkMessage]> {
  bench.sent.length = 0;
  await bench.submit({ items: [item, item] });
  const [first, second] = bench.sent;
  if (!first || !second) throw new Error('nothing sent');
  return [first, second];
}

/** What a tenant reads of a batch of two items. */
async function readBoth(batchId: string) {
  const batch = await bench.read(batchId);
  const { results } = await readItems(batching.read(), batch, { from: 0, limit: 10 });
  const { successful, failed, cancelled } = BatchSummary.parse(JSON.parse(batch.summary ?? 'null'));
  return { status: batch.status, indexes: results.map(({ index }) => index), successful, failed, cancelled };
}

const scoredOnce = { status: 'completed', indexes: [0, 1], successful: 2, failed: 0, cancelled: 0 };

/** Kills the worker of a batch's last chunk at its n-th call, and repairs what it left; null if it never made that call. */
async function killAt(index: number, fate: Fate) {
  const facts = noFacts();
  const [first, last] = await submitTwo();
  await bench.deliver(first);
  const worker = mortal(noting(working(), facts), (call) => (call.index === index ? fate : 'spared'));
  const end = await Promise.race([bench.deliver(last, worker.ports), worker.death]);
  if (!end) return null;
  await bench.deliver(last, { ...noting(working(), facts), ...later(5) });
  await reconcileBatches({ ...noting(batching.reconcile(), facts), ...later(5) });
  return { at: end.message, flips: facts.flips, ...(await readBoth(last.batch_id)) };
}

describe('a worker', () => {
  test.each(['before', 'after'] as const)(
    'killed just %s any of its calls leaves a batch that ends once',
    async (side) => {
      const places: string[] = [];
      for (let index = 0; ; index += 1) {
        const repaired = await killAt(index, side);
        if (repaired === null) break;
        places.push(repaired.at);
        expect(repaired).toEqual({ ...scoredOnce, at: repaired.at, flips: 1 });
      }
      expect(places).toEqual(expect.arrayContaining([`chunks.finish, ${side}`, `batches.flip, ${side}`]));
    },
  );

  test(`ends a batch once on a table that throttles and times out (SEED=${seed})`, async () => {
    const items = faultyItems(storing.items(), { throttled: 0.1, timedOut: 0.1 }, createRandom(seed));
    const faulty = { batches: createBatchStore(items), chunks: createChunkStore(items) };
    const [first, second] = await submitTwo();

    for (let minutes = 0; !(await bench.read(first.batch_id)).summary; minutes += 5) {
      const ports = { ...faulty, ...later(minutes) };
      await bench.deliver(first, ports).catch(() => undefined);
      await bench.deliver(second, ports).catch(() => undefined);
      await reconcileBatches({ ...batching.reconcile(), ...ports }).catch(() => undefined);
    }

    const { status, indexes, successful, failed } = await readBoth(first.batch_id);
    expect({ indexes, ended: successful + failed }).toEqual({ indexes: [0, 1], ended: 2 });
    expect(['completed', 'failed']).toContain(status);
  });
});
