import { expect, test } from '@jest/globals';
import { createIsolation } from '../../../src/queue/isolation.ts';

/** Tasks that note what they do; each goes on when it is let. */
function createLog() {
  const log: string[] = [];
  const gates = new Map<string, () => void>();
  const work = (name: string) => async () => {
    log.push(`${name} begins`);
    await new Promise<void>((resolve) => gates.set(name, resolve));
    log.push(`${name} ends`);
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const release = async (name: string) => {
    gates.get(name)?.();
    await settle();
  };
  return { log, work, release, settle };
}

test('what is to be alone waits for all others and runs one at a time', async () => {
  const { log, work, release, settle } = createLog();
  const run = createIsolation(3);
  const all = [
    run((alone) => alone(work('suspicious'))),
    run(() => work('healthy')()),
    run((alone) => alone(work('another'))),
  ];
  await settle();

  expect(log).toEqual(['healthy begins']);
  await release('healthy');
  expect(log).toEqual(['healthy begins', 'healthy ends', 'suspicious begins']);
  await release('suspicious');
  await release('another');
  await Promise.all(all);
  expect(log.slice(2)).toEqual(['suspicious begins', 'suspicious ends', 'another begins', 'another ends']);
});

test('a task that fails holds up none that is to be alone', async () => {
  const run = createIsolation(2);
  const failing = run(() => Promise.reject(new Error('unreadable')));
  const alone = run((isolate) => isolate(async () => 'done'));

  await expect(failing).rejects.toThrow('unreadable');
  expect(await alone).toBe('done');
});
