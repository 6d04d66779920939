import { expect, test } from '@jest/globals';
import type { BreakerState, Transition } from '../../src/resilience/breaker-state.ts';
import { initialState } from '../../src/resilience/breaker-state.ts';
import type { BreakerStore, CircuitName } from '../../src/resilience/breaker-store.ts';

const never = new AbortController().signal;
const open: BreakerState = {
  ...{ state: 'open', epoch: 1, openedAt: 1, retryAt: 2, consec: 0, reason: '20 of 20' },
};
const probing: BreakerState = {
  ...{ state: 'half_open', epoch: 2, openedAt: 1, consec: 0, reason: '20 of 20' },
  ...{ owner: 'call-1', leaseUntil: 3, successes: 0 },
};
const between: BreakerState = { ...probing, epoch: 3, owner: null, successes: 1 };

const opening: Transition = { from: { state: 'closed', epoch: 0 }, to: open };

let names = 0;

/** A circuit that no test has used, its model named with what may be in a name. */
function newName(): CircuitName {
  names += 1;
  return { provider: 'openai', model: `org/model#${names}#${Date.now()}` };
}

/** What every store of circuits does, whatever keeps it. */
export function describeBreakerStore(storeOf: () => BreakerStore): void {
  const change = (name: CircuitName, transition: Transition) => storeOf().change(name, transition, never);
  const read = (name: CircuitName) => storeOf().read(name, never);

  test('a circuit that nobody changed is closed, in the first epoch', async () => {
    expect(await read(newName())).toEqual(initialState);
  });

  test('a change is read back whole, whatever the state was before', async () => {
    const name = newName();
    for (const [from, to] of [
      [initialState, open],
      [open, probing],
      [probing, between],
      [between, { state: 'closed', epoch: 4, closedAt: 9 }],
    ] as const) {
      expect(await change(name, { from, to })).toBe(true);
      expect(await read(name)).toEqual(to);
    }
  });

  test.each([
    ['another epoch', { state: 'open', epoch: 2 }],
    ['another state', { state: 'half_open', epoch: 1 }],
    ['a circuit that has been changed', { state: 'closed', epoch: 0 }],
  ] as const)('a change from %s is not made', async (_, from) => {
    const name = newName();
    await change(name, opening);

    expect(await change(name, { from, to: probing })).toBe(false);
    expect(await read(name)).toEqual(open);
  });

  test('of many who change the same state one does', async () => {
    const name = newName();
    const made = await Promise.all(Array.from({ length: 20 }, () => change(name, opening)));

    expect(made.filter(Boolean)).toHaveLength(1);
  });

  test('reports add up in their second, and how many there were', async () => {
    const name = newName();
    const at = { shard: 3, epoch: 0, window: 7 };
    const report = (second: number, ok: number, fail: number, slow = 0) =>
      storeOf().report(name, { ...at, report: { second, ok, fail, slow } }, never);
    await report(0, 5, 0);
    await report(9, 1, 2, 3);
    const window = await report(9, 0, 4);

    expect(window.reports).toBe(3);
    expect(window.seconds[0]).toEqual({ ok: 5, fail: 0, slow: 0 });
    expect(window.seconds[9]).toEqual({ ok: 1, fail: 6, slow: 3 });
    expect(window.seconds).toHaveLength(10);
  });

  test.each([{ shard: 1 }, { epoch: 1 }, { window: 8 }])('%j is a window of its own', async (other) => {
    const name = newName();
    const at = { shard: 0, epoch: 0, window: 7, report: { second: 1, ok: 1, fail: 0, slow: 0 } };
    await storeOf().report(name, at, never);

    expect((await storeOf().report(name, { ...at, ...other }, never)).reports).toBe(1);
  });

  test('circuits that were changed are listed by their names, with their states', async () => {
    const name = newName();
    await change(name, opening);
    await change(name, { from: open, to: probing });
    const listed = await storeOf().list(never);

    expect(listed.filter(({ name: { model } }) => model === name.model)).toEqual([{ name, state: probing }]);
  });
}
