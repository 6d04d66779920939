import { describe, expect, test } from '@jest/globals';
import type { JudgeError } from '../../../src/judges/judge.ts';
import { createSlots } from '../../../src/judges/slots.ts';
import { endsWith, noDeadline } from '../../support/deadlines.ts';
import { fakeCircuits } from './fake-circuits.ts';
import { failing, type Guarded, guardSteps, requestFor } from './fake-client.ts';

/** Asks on a clock that stands at 0, with so many milliseconds left. */
async function complete({ judge }: Guarded, endsAt: number) {
  const deadline = { ...noDeadline, endsAt };
  return await judge.complete(requestFor(), deadline).catch((error: unknown) => error as JudgeError);
}

describe('the time limit of a call', () => {
  test.each([
    [60_000, 20_000],
    [7_000, 7_000],
  ])('with %i ms left is %i ms', async (endsAt, timeoutMs) => {
    const guarded = guardSteps([['4']]);

    await complete(guarded, endsAt);

    expect(guarded.limits.map((limits) => limits.timeoutMs)).toEqual([timeoutMs]);
  });

  test('is a failure of the provider where it is the configured one', async () => {
    const circuits = fakeCircuits();

    const error = await complete(guardSteps([failing('timeout')], { circuits, callMs: 20_000 }), 90_000);

    expect(error).toMatchObject({ code: 'judge_unavailable', trouble: 'timeout' });
    expect(circuits.ends).toEqual(['sick', 'sick', 'sick']);
  });

  test('is nobody’s failure where the request had no more time', async () => {
    const circuits = fakeCircuits();
    const guarded = guardSteps([failing('timeout')], { circuits, callMs: 7_000 });

    expect(await complete(guarded, 7_000)).toMatchObject({ code: 'deadline_exceeded', usage: { calls: 1 } });
    expect(circuits.ends).toEqual(['unknown']);
  });
});

test('a time-out that the provider reports is repeated while there is time', async () => {
  const guarded = guardSteps([failing('timeout'), ['4']]);

  expect(await complete(guarded, 7_000)).toMatchObject({ texts: ['4'], usage: { calls: 2 } });
});

describe('a wait that would outlast the time', () => {
  test('before another attempt is not begun: the failure at hand is answered', async () => {
    const guarded = guardSteps([failing('server'), ['4']]);

    // 375 ms of back-off and 250 ms for the call.
    expect(await complete(guarded, 624)).toMatchObject({ code: 'judge_unavailable', usage: { calls: 1 } });
    expect(guarded.waits).toEqual([]);
  });

  test('costs no retry', async () => {
    const guarded = guardSteps([failing('server')]);
    const before = guarded.budget.left();

    await complete(guarded, 624);

    expect(guarded.budget.left()).toBe(before);
  });

  test('that just fits is begun', async () => {
    const guarded = guardSteps([failing('server'), ['4']]);

    expect(await complete(guarded, 625)).toMatchObject({ texts: ['4'] });
  });

  test('for a local pause is not begun', async () => {
    const guarded = guardSteps([['4']]);
    for (let failure = 0; failure < 5; failure += 1) guarded.pauses.of(guarded.judge).record('sick', 0);

    expect(await complete(guarded, 2_000)).toMatchObject({ code: 'circuit_open', retryAfter: 2 });
    expect(guarded.waits).toEqual([]);
  });
});

test('a call that cannot end in time is not made', async () => {
  const guarded = guardSteps([['4']]);

  expect(await complete(guarded, 249)).toMatchObject({ code: 'deadline_exceeded', usage: { calls: 0 } });
});

test('an unusable answer is not asked for again without time', async () => {
  const guarded = guardSteps([['soso'], ['4']], { callMs: 500 });

  expect(await complete(guarded, 700)).toMatchObject({ code: 'judge_misbehaved', usage: { calls: 1 } });
});

test('a call that still waits for room when the time is up fails at once and is never made', async () => {
  const controller = new AbortController();
  const slots = createSlots(1);
  const free = Promise.withResolvers<void>();
  const occupied = slots.run(() => free.promise);
  const guarded = guardSteps([['4']], { slots });

  const waiting = guarded.judge.complete(requestFor(), endsWith(controller.signal));
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort();

  await expect(waiting).rejects.toMatchObject({ code: 'deadline_exceeded', usage: { calls: 0 } });
  free.resolve();
  await occupied;
  await slots.run(async () => undefined);
  expect(guarded.calls).toEqual([]);
});

describe('a provider that asks to wait', () => {
  test('is not called by other requests meanwhile, and gets fewer calls at once', async () => {
    const slots = createSlots(8);
    const guarded = guardSteps([failing('rate_limited', 3_000), ['4']], { slots });
    // Nobody waits longer than the request has time: the first one fails, its wait still holds.
    await complete(guarded, 1_000);

    expect(await complete(guarded, 60_000)).toMatchObject({ texts: ['4'] });
    expect(guarded.waits).toEqual([3_020]);
    expect(slots.room()).toBe(4);
  });

  test('without saying how long is left alone for as long as the refused call waits', async () => {
    let meanwhile = -1;
    const guarded = guardSteps([failing('rate_limited'), ['4']], {
      sleep: async (milliseconds) => {
        meanwhile = guarded.pauses.of(guarded.judge).leftMs(guarded.clock.now);
        guarded.clock.now += milliseconds;
      },
    });

    expect(await complete(guarded, 60_000)).toMatchObject({ texts: ['4'] });
    expect(meanwhile).toBe(375);
  });

  test('for very long is tried again after four seconds', async () => {
    const guarded = guardSteps([failing('rate_limited', 3_600_000), ['4']]);
    await complete(guarded, 60_000);

    await complete(guarded, 60_000);

    expect(guarded.waits).toEqual([4_020]);
  });
});
