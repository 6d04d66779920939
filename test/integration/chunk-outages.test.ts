import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { WorkPorts } from '../../src/batches/ports.ts';
import { ServiceError } from '../../src/errors.ts';
import { judging } from '../../src/platform/judging.ts';
import { working } from '../../src/platform/working.ts';
import { judgeOf } from '../support/fake-judge.ts';
import { goodSummary, source } from '../support/texts.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

const item = { source_text: source, summary: goodSummary, metrics: ['fluency'] };
const items = Array(90).fill(item);
let bench: Workbench;

beforeAll(async () => {
  bench = await startWorkbench();
});
beforeEach(() => {
  bench.sent.length = 0;
});
afterAll(() => bench.stop());

const away = () => Promise.reject(new ServiceError('storage_unavailable', 'the table did not answer'));

/** A judge that answers when the event loop has gone round a few times, and says what is under way. */
function slowJudge() {
  let asked = 0;
  let answered = 0;
  const judge = judgeOf(() => ['{"analysis":"Sound.","score":3}']);
  const slow = {
    ...judge,
    complete: async (...sent: Parameters<typeof judge.complete>) => {
      asked += 1;
      for (let round = 0; round < 20; round += 1) await new Promise((resolve) => setImmediate(resolve));
      const answer = await judge.complete(...sent);
      answered += 1;
      return answer;
    },
  };
  const settings = { apiKey: null, baseUrl: 'http://127.0.0.1:1', model: 'm', embeddingModel: null };
  const configured = [{ provider: 'openai', ...settings, timeoutMs: 1_000 }] as const;
  const judges = { ...judging.run().judges, configured, modelJudge: () => slow };
  return { judges, asked: () => asked, underWay: () => asked - answered };
}

async function submit() {
  const { batchId } = await bench.submit({ items, api_name: 'openai', parallel_workers: 3 });
  const [message] = bench.sent;
  if (!message) throw new Error('nothing sent');
  return { batchId, deliver: (over: Partial<WorkPorts>) => bench.deliver(message, over) };
}

const laterThan = (minutes: number) => () => Date.now() + minutes * 60_000;

describe('a worker whose table does not answer', () => {
  test('goes on without looking at the stop flag: no item is lost', async () => {
    const { batchId, deliver } = await submit();
    const { judges, asked } = slowJudge();
    let at = Date.now();
    let reads = 0;
    const batches = {
      ...working().batches,
      read: (id: string) => {
        reads += 1;
        return reads === 2 ? away() : working().batches.read(id);
      },
    };
    const now = () => {
      at += 2_000;
      return at;
    };

    await deliver({ judges, batches, now });

    expect(reads).toBeGreaterThan(2);
    expect(asked()).toBe(3);
    expect((await working().chunks.read(batchId, 0))?.counts.completed).toBe(3);
  });

  test('returns when no judge call is under way, and keeps what the others answered', async () => {
    const { batchId, deliver } = await submit();
    const { judges, asked, underWay } = slowJudge();
    let clocks = 0;
    // The first item of the three to ask for the time that its chunk has left.
    const usualCallMs = () => {
      clocks += 1;
      if (clocks === 2) throw new ServiceError('storage_unavailable', 'the table did not answer');
      return 0;
    };

    await expect(deliver({ judges, usualCallMs })).rejects.toThrow('the table did not answer');
    expect([asked(), underWay()]).toEqual([2, 0]);

    await deliver({ judges });
    expect(asked()).toBe(3);
    expect((await working().chunks.read(batchId, 0))?.counts.completed).toBe(3);
  });

  test('keeps what it evaluated if the results cannot be stored', async () => {
    const { batchId, deliver } = await submit();
    const { judges, asked } = slowJudge();
    const chunks = { ...working().chunks, finish: away };

    await expect(deliver({ judges, chunks })).rejects.toThrow('the table did not answer');
    await deliver({ judges });

    expect(asked()).toBe(3);
    expect(await working().chunks.claimsOf(batchId, 0)).toMatchObject({ starts: 2, returned: 1 });
  });

  test('keeps what it evaluated one by one if an item cannot be noted', async () => {
    const { batchId, deliver } = await submit();
    const { judges, asked } = slowJudge();
    const dying = { ...working().chunks, finish: () => Promise.reject(new Error('killed')) };
    await expect(deliver({ chunks: dying })).rejects.toThrow('killed');
    let notes = 0;
    const chunks = {
      ...working().chunks,
      note: (...sent: Parameters<WorkPorts['chunks']['note']>) => {
        notes += 1;
        return notes === 3 ? away() : working().chunks.note(...sent);
      },
    };

    await expect(deliver({ judges, chunks, now: laterThan(5) })).rejects.toThrow('the table did not answer');
    expect(asked()).toBe(2);
    await deliver({ judges, now: laterThan(5) });

    expect(asked()).toBe(3);
    expect((await working().chunks.read(batchId, 0))?.counts.completed).toBe(3);
  });
});
