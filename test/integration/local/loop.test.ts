import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { startLoop } from '../../../local/loop.ts';
import { startReconciler } from '../../../local/reconciler.ts';

describe('startLoop', () => {
  test('goes on after a failure and says so', async () => {
    const lines: string[] = [];
    const { promise: second, resolve } = Promise.withResolvers<void>();
    let steps = 0;

    const loop = startLoop(
      async () => {
        steps += 1;
        if (steps === 1) throw new Error('the queue is gone');
        resolve();
      },
      { pauseMilliseconds: 1, log: (line) => lines.push(line) },
    );

    await second;
    await loop.stop(1_000);
    expect(lines).toEqual([expect.stringContaining('the queue is gone')]);
  });

  test('cuts a wait short when it is stopped, without a line', async () => {
    const lines: string[] = [];
    const loop = startLoop(
      async (signal) => {
        await once(signal, 'abort');
        throw signal.reason;
      },
      { pauseMilliseconds: 1_000_000, log: (line) => lines.push(line) },
    );

    await loop.stop(20_000);

    expect(lines).toEqual([]);
  });

  test('leaves what does not end in the grace time', async () => {
    const loop = startLoop(() => new Promise(() => {}), { pauseMilliseconds: 0, log: () => {} });

    await expect(loop.stop(10)).resolves.toBeUndefined();
  });
});

describe('startReconciler', () => {
  test('runs at once and again, with the event of a schedule', async () => {
    const events: unknown[] = [];
    const { promise: twice, resolve } = Promise.withResolvers<void>();

    const loop = startReconciler({
      periodSeconds: 0.01,
      log: () => {},
      invoke: async (name, event) => {
        events.push([name, event]);
        if (events.length === 2) resolve();
      },
    });

    await twice;
    await loop.stop(1_000);
    expect(events[0]).toEqual(['reconcile-batches', expect.objectContaining({ source: 'aws.events' })]);
  });
});
