import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { cancelBatch } from '../../src/batches/cancel.ts';
import type { ChunkMessage } from '../../src/batches/chunk-queue.ts';
import { readItems } from '../../src/batches/read-items.ts';
import { reconcileBatches } from '../../src/batches/reconcile.ts';
import { JudgeError } from '../../src/judges/judge.ts';
import { noUsage } from '../../src/judges/usage.ts';
import { batching } from '../../src/platform/batching.ts';
import { working } from '../../src/platform/working.ts';
import { createWorker, type WorkerPorts } from '../../src/queue/worker.ts';
import { judgeOf } from '../support/fake-judge.ts';
import { createFaultyQueue } from '../support/faults/faulty-queue.ts';
import { goodSummary, source } from '../support/texts.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

const item = { source_text: source, summary: goodSummary, metrics: ['fluency'] };
const context = { getRemainingTimeInMillis: () => 120_000 } as Context;
let bench: Workbench;

beforeAll(async () => {
  bench = await startWorkbench();
});
beforeEach(() => {
  bench.sent.length = 0;
});
afterAll(() => bench.stop());

/** A judge that answers so many requests before its circuit opens, and counts what it is asked. */
function judgeThatOpensAfter(answers: number) {
  let asked = 0;
  const judge = judgeOf(() => {
    asked += 1;
    if (asked <= answers) return ['{"analysis":"Sound.","score":3}'];
    throw new JudgeError('circuit_open', 'the circuit is open', { usage: noUsage });
  });
  return { judge, asked: () => asked };
}

/** Delivers the messages that were sent, each for the n-th time, to a worker of its own: what was postponed, in seconds. */
async function deliver(judge: ReturnType<typeof judgeOf>, receives = 1, over: Partial<WorkerPorts> = {}) {
  const postponed: number[] = [];
  const queue = createFaultyQueue({
    ...{
      duplicates: 0,
      redeliveries: 0,
      visibilitySeconds: 0,
      maxReceiveCount: 50,
      now: Date.now,
      random: () => 0,
    },
  });
  await queue.send('tenant-a', bench.sent);
  for (let times = 1; times < receives; times += 1) queue.receive(10);
  const ports: WorkerPorts = {
    ...working(),
    judges: { ...working().judges, modelJudge: () => judge, configured: configured() },
    random: () => 0,
    postpone: async (messages) => void postponed.push(...messages.map(({ seconds }) => seconds)),
    ...over,
  };
  const { batchItemFailures } = await createWorker(() => ports)({ Records: [...queue.receive(10)] }, context);
  return { postponed, failures: batchItemFailures.length };
}

function configured() {
  const settings = {
    apiKey: null,
    baseUrl: 'http://127.0.0.1:1',
    model: 'm',
    embeddingModel: null,
    timeoutMs: 1_000,
  };
  return [{ provider: 'openai', ...settings }] as const;
}

const submit = (count: number, metrics = item.metrics) =>
  bench.submit({ items: Array(count).fill({ ...item, metrics }), api_name: 'openai', parallel_workers: 1 });

async function firstResult(batchId: string) {
  const page = await readItems(batching.read(), await bench.read(batchId), { from: 0, limit: 1 });
  return page.results[0];
}

const closed = () => judgeThatOpensAfter(Number.POSITIVE_INFINITY);

describe('a chunk whose provider cannot be asked', () => {
  test('goes back without an outcome, later each time, and counts as no crash', async () => {
    const { batchId } = await submit(1);

    const seconds: number[] = [];
    for (const receives of [1, 2, 3, 10]) {
      const { postponed, failures } = await deliver(judgeThatOpensAfter(0).judge, receives);
      expect(failures).toBe(1);
      seconds.push(...postponed);
    }
    await deliver(closed().judge);

    expect(seconds).toEqual([30, 60, 120, 900]);
    expect((await bench.read(batchId)).status).toBe('completed');
  });

  test('keeps what it has: no item is judged again', async () => {
    const { batchId } = await submit(90);
    bench.sent.splice(1);
    const before = judgeThatOpensAfter(2);
    const after = closed();

    await deliver(before.judge);
    await deliver(after.judge);

    expect([before.asked(), after.asked()]).toEqual([3, 1]);
    expect((await working().chunks.read(batchId, 0))?.counts).toEqual({
      completed: 3,
      failed: 0,
      cancelled: 0,
    });
  });

  test('gives back an item of which only some metrics were scored, and scores all of it when it comes again', async () => {
    const { batchId } = await submit(1, ['fluency', 'coherence']);
    const before = judgeThatOpensAfter(1);
    const after = closed();

    expect(await deliver(before.judge)).toEqual({ postponed: [30], failures: 1 });
    expect(await working().chunks.kept(batchId, 0)).toBeNull();
    await deliver(after.judge);

    expect([before.asked(), after.asked()]).toEqual([2, 2]);
    expect(await firstResult(batchId)).toMatchObject({
      status: 'completed',
      results: { failed_metrics: [], partial_results: false },
    });
  });

  test('ends with the metrics that it has if the others cannot be asked again and again', async () => {
    const { batchId } = await submit(1, ['fluency', 'coherence']);

    const failures: number[] = [];
    for (let start = 1; start <= 5; start += 1) {
      failures.push((await deliver(judgeThatOpensAfter(1).judge)).failures);
    }

    expect(failures).toEqual([1, 1, 1, 1, 0]);
    expect(await firstResult(batchId)).toMatchObject({
      status: 'completed',
      results: { failed_metrics: [{ code: 'circuit_open' }], partial_results: true },
    });
  });

  test('keeps what was scored when its batch is cancelled while it waits', async () => {
    const { batchId } = await submit(90);
    bench.sent.splice(1);
    await deliver(judgeThatOpensAfter(2).judge);

    await cancelBatch(batching.read(), 'tenant-a', batchId);

    const { results } = await readItems(batching.read(), await bench.read(batchId), { from: 0, limit: 90 });
    const statuses = Map.groupBy(results, ({ status }) => status);
    expect([statuses.get('completed')?.length, statuses.get('cancelled')?.length]).toEqual([2, 88]);
  });

  test('is not sent again by the reconciler before it is due', async () => {
    await submit(1);
    await deliver(judgeThatOpensAfter(0).judge, 10);
    const resent: ChunkMessage[] = [];
    const reconcileAfter = (seconds: number) =>
      reconcileBatches({
        ...batching.reconcile(),
        queue: { send: async (_tenant, messages) => void resent.push(...messages) },
        now: () => Date.now() + seconds * 1_000,
      });

    await reconcileAfter(900);
    expect(resent).toEqual([]);
    await reconcileAfter(900 + 241);
    expect(resent).toEqual(bench.sent);
  });
});

describe('a stopped batch', () => {
  test.each(['cancelled', 'failed'] as const)(
    'that is %s asks nothing more of a judge once that is seen',
    async (stop) => {
      const { batchId } = await submit(90);
      bench.sent.splice(5);
      let at = Date.now();
      let asked = 0;
      const judge = judgeOf(() => {
        asked += 1;
        at += 2_000;
        return ['{"analysis":"Sound.","score":3}'];
      });
      const stopping = {
        ...judge,
        complete: async (...sent: Parameters<typeof judge.complete>) => {
          if (asked === 4) await batching.read().batches.requestStop(batchId, stop, new Date().toISOString());
          return judge.complete(...sent);
        },
      };

      await deliver(stopping, 1, { now: () => at });

      expect(asked).toBe(5);
      expect((await bench.read(batchId)).stop).toBe(stop);
    },
  );
});
