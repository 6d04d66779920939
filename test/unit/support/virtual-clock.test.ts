import { expect, test } from '@jest/globals';
import { createVirtualClock } from '../../support/virtual-clock.ts';

test('timers fire in the order of their times, those of the same time in the order they were set', async () => {
  const clock = createVirtualClock(100);
  const fired: string[] = [];
  for (const [name, time] of [
    ['c', 30],
    ['a', 10],
    ['b', 20],
    ['a2', 10],
  ] as const) {
    clock.setTimer(() => fired.push(`${name}@${clock.now()}`), time);
  }

  await clock.pass(25);

  expect(fired).toEqual(['a@110', 'a2@110', 'b@120']);
  expect(clock.now()).toBe(125);
});

test('what an event causes happens before the next event', async () => {
  const clock = createVirtualClock();
  const seen: string[] = [];
  const worker = async () => {
    await clock.sleep(10);
    for (let step = 0; step < 50; step += 1) await null;
    seen.push(`worked at ${clock.now()}`);
    await clock.sleep(1);
    seen.push(`slept until ${clock.now()}`);
  };
  void worker();
  clock.setTimer(() => seen.push(`timer at ${clock.now()}`), 10.5);

  await clock.pass(20);

  expect(seen).toEqual(['worked at 10', 'timer at 10.5', 'slept until 11']);
});

test('a cancelled timer does not fire and is not waited for', async () => {
  const clock = createVirtualClock();
  const cancel = clock.setTimer(() => {
    throw new Error('fired');
  }, 5);
  expect(clock.timers()).toBe(1);

  cancel();
  cancel();
  await clock.pass(10);

  expect(clock.timers()).toBe(0);
});

test('time passes until a promise settles, and no further', async () => {
  const clock = createVirtualClock();
  clock.setTimer(() => undefined, 1_000);

  expect(await clock.until(clock.sleep(50).then(() => 'done'))).toBe('done');
  expect(clock.now()).toBe(50);
  await expect(clock.until(clock.sleep(5).then(() => Promise.reject(new Error('no'))))).rejects.toThrow('no');
});

test('a promise that nothing settles is an error, not a test that hangs', async () => {
  await expect(createVirtualClock().until(new Promise(() => undefined))).rejects.toThrow('nothing is left');
});
