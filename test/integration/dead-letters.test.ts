import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Context, SQSEvent } from 'aws-lambda';
import { readItems } from '../../src/batches/read-items.ts';
import { redrive } from '../../src/batches/redrive.ts';
import { retryBatch } from '../../src/batches/retry.ts';
import { batching } from '../../src/platform/batching.ts';
import { burying } from '../../src/platform/burying.ts';
import { storing } from '../../src/platform/storing.ts';
import { working } from '../../src/platform/working.ts';
import { createCollector } from '../../src/queue/dead-letters.ts';
import { createFaultyQueue } from '../support/faults/faulty-queue.ts';
import { goodSummary, source } from '../support/texts.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

let bench: Workbench;
const item = { source_text: source, summary: goodSummary, metrics: ['fluency'] };
const letters = () => storing.deadLetters();
const context = {} as Context;

beforeAll(async () => {
  bench = await startWorkbench();
});
beforeEach(async () => {
  bench.sent.length = 0;
  for await (const id of letters().waiting()) await letters().acknowledge(id, 'discarded');
});
afterAll(() => bench.stop());

/** The event of these bodies on the queue of dead letters. */
function eventOf(...bodies: readonly string[]): SQSEvent {
  const quiet = { duplicates: 0, redeliveries: 0, visibilitySeconds: 30, maxReceiveCount: 1 };
  const queue = createFaultyQueue({ ...quiet, now: Date.now, random: () => 0 });
  for (const body of bodies) queue.put('tenant-a', body);
  return { Records: [...queue.receive(10)] };
}

const collect = (event: SQSEvent) => createCollector(burying.collect)(event, context);

async function waitingIds(): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const id of letters().waiting()) ids.push(id);
  return ids;
}

const outcomesOf = async (batchId: string) =>
  (await readItems(batching.read(), await bench.read(batchId), { from: 0, limit: 100 })).results;

const deliverAll = async () => {
  for (const message of bench.sent) await bench.deliver(message);
};

const queue = {
  send: async (_tenant: string, sent: readonly (typeof bench.sent)[number][]) =>
    void bench.sent.push(...sent),
};
const ports = () => ({ ...burying.redrive(), queue });

describe('a message that was given up', () => {
  test('ends its chunk: what was kept of it counts, its open items fail, and the batch completes', async () => {
    const { batchId } = await bench.submit({ items: Array(90).fill(item), parallel_workers: 1 });
    const [dead, ...others] = bench.sent;
    let asked = 0;
    const cutShort = bench.deliver(dead as never, {
      usualCallMs: () => (asked++ < 2 ? 0 : Number.POSITIVE_INFINITY),
    });
    await expect(cutShort).rejects.toThrow('the time was up');
    for (const message of others) await bench.deliver(message);

    await collect(eventOf(JSON.stringify(dead)));

    const results = await outcomesOf(batchId);
    const statuses = results.slice(0, 4).map(({ status }) => status);
    expect(statuses).toEqual(['completed', 'failed', 'failed', 'completed']);
    expect(results[1]).toMatchObject({ error: { code: 'unavailable' } });
    expect((await bench.read(batchId)).status).toBe('completed');
  });

  test('is kept once, readable or not, and counted until it is acknowledged', async () => {
    const event = eventOf('{"v":1', '{"v":1,"batch_id":"batch_00000000000000000000000000","chunk":0}');
    await collect(event);
    await collect(event);

    const kept = await Promise.all((await waitingIds()).map((id) => letters().read(id)));
    expect(kept.map((letter) => letter?.kind).sort()).toEqual(['chunk', 'unreadable']);
    expect(kept.map((letter) => letter?.body).sort()).toEqual(event.Records.map(({ body }) => body).sort());
    expect(await letters().count()).toBe(2);
    await letters().acknowledge(kept[0]?.id ?? '', 'discarded');
    expect(await letters().count()).toBe(1);
  });

  test('stays in its queue while it cannot be kept', async () => {
    const event = eventOf('unreadable');
    const keep = () => Promise.reject(new Error('no table'));
    const handler = createCollector(() => ({ ...burying.collect(), deadLetters: { ...letters(), keep } }));

    const { batchItemFailures } = await handler(event, context);

    expect(batchItemFailures).toEqual([{ itemIdentifier: event.Records[0]?.messageId }]);
  });

  test('has its items scored in one new batch that names the old one, however often it is retried', async () => {
    const { batchId } = await bench.submit({ items: [item, item] });
    const [dead, other] = bench.sent;
    await bench.deliver(other as never);
    await collect(eventOf(JSON.stringify(dead)));
    bench.sent.length = 0;
    const [id = ''] = await waitingIds();

    const retried = await redrive(ports(), id);
    expect(await redrive(ports(), id)).toBe(retried);
    await deliverAll();

    expect(await bench.read(retried)).toMatchObject({ retryOf: batchId, totalItems: 1, status: 'completed' });
    expect(bench.sent).toHaveLength(1);
    expect(await letters().count()).toBe(0);
  });

  test('waits on while its batch runs: it can be retried once the batch has ended', async () => {
    await bench.submit({ items: Array(90).fill(item) });
    const [dead, ...others] = bench.sent;
    await collect(eventOf(JSON.stringify(dead)));
    const [id = ''] = await waitingIds();

    await expect(redrive(ports(), id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await waitingIds()).toEqual([id]);
    for (const message of others) await bench.deliver(message);

    const retried = await redrive(ports(), id);
    expect(await bench.read(retried)).toMatchObject({ totalItems: 3 });
    expect(await waitingIds()).toEqual([]);
  });

  test('that was discarded is not retried, and one that was promised a batch gets it after a crash', async () => {
    await bench.submit({ items: [item] });
    await collect(eventOf(JSON.stringify(bench.sent[0])));
    const [id = ''] = await waitingIds();
    const dying = {
      ...ports(),
      payloads: { ...ports().payloads, put: () => Promise.reject(new Error('killed')) },
    };
    await expect(redrive(dying, id)).rejects.toThrow('killed');

    const retried = await redrive(ports(), id);
    expect(await bench.read(retried)).toMatchObject({ totalItems: 1 });

    await collect(eventOf('unreadable'));
    const [other = ''] = await waitingIds();
    await letters().acknowledge(other, 'discarded');
    await expect(redrive(ports(), other)).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('a retry of a batch', () => {
  test('evaluates its failed items again with the defaults that the batch had, but none that are invalid', async () => {
    const { batchId } = await bench.submit({
      items: [item, {}, { ...item, api_name: 'openai' }],
      metrics: ['coherence'],
    });
    await deliverAll();
    bench.sent.length = 0;

    const retried = await retryBatch(ports(), await bench.read(batchId));
    await deliverAll();

    const { defaults } = await bench.read(batchId);
    expect(retried).toMatchObject({ retryOf: batchId, totalItems: 1, defaults });
    const [again] = await outcomesOf(retried.batchId);
    expect(again).toMatchObject({ status: 'failed', error: { code: 'missing_provider_credentials' } });
  });

  test('is refused while the batch runs, and where nothing failed', async () => {
    const { batchId } = await bench.submit({ items: [item] });
    await expect(retryBatch(ports(), await bench.read(batchId))).rejects.toMatchObject({ code: 'conflict' });
    await deliverAll();
    await expect(retryBatch(ports(), await bench.read(batchId))).rejects.toMatchObject({ code: 'conflict' });
  });
});

test('items at which workers ended are a dead letter before their chunk ends', async () => {
  await bench.submit({ items: [item] });
  const [message] = bench.sent;
  const finish = () => Promise.reject(new Error('killed'));
  const chunks = { ...working().chunks, finish };
  for (const minutes of [0, 5, 10, 15]) {
    const late = { now: () => Date.now() + minutes * 60_000 };
    await expect(bench.deliver(message as never, { chunks, ...late })).rejects.toThrow('killed');
  }

  const [id = ''] = await waitingIds();
  expect(await letters().read(id)).toMatchObject({ kind: 'items' });
});
