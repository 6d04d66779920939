import { expect, test } from '@jest/globals';
import { createSlots } from '../../../src/judges/slots.ts';

/** Calls that are in flight until they are let go. */
function holdCalls(slots: ReturnType<typeof createSlots>, count: number) {
  const ends: (() => void)[] = [];
  const done = Array.from({ length: count }, () =>
    slots.run(() => new Promise<void>((resolve) => void ends.push(resolve))),
  );
  return { started: () => ends.length, endOne: () => ends.shift()?.(), done };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('after a refusal calls wait until half of them are left', async () => {
  const slots = createSlots(4);
  const held = holdCalls(slots, 8);
  await settled();
  expect(held.started()).toBe(4);

  slots.refused({ startedAt: 0, now: 0, retryAfterMs: 0 });
  for (let ended = 0; ended < 3; ended += 1) held.endOne();
  await settled();

  expect(slots.room()).toBe(2);
  expect(held.started()).toBe(2);
});

test('answers make room again for calls that wait', async () => {
  const slots = createSlots(2);
  slots.refused({ startedAt: 0, now: 0, retryAfterMs: 0 });
  const held = holdCalls(slots, 3);
  await settled();
  expect(held.started()).toBe(1);

  slots.answered(0);
  await settled();

  expect(slots.room()).toBe(2);
  expect(held.started()).toBe(2);
});
