import { expect, test } from '@jest/globals';
import type { BreakerState } from '../../../src/resilience/breaker-state.ts';
import type { BreakerStore } from '../../../src/resilience/breaker-store.ts';
import { admitted, circuitName, createCircuitBench, makeCalls } from '../../support/circuit-bench.ts';
import { createMemoryBreakers } from '../../support/memory-breakers.ts';

const never = new AbortController().signal;
const open: BreakerState = {
  ...{ state: 'open', epoch: 1, openedAt: 0, retryAt: 1e9, consec: 0, reason: '' },
};

/** A table that can be made to fail, and says how often it was asked to read. */
function createFragileStore(fail: () => Promise<never>) {
  const memory = createMemoryBreakers();
  let broken = false;
  let reads = 0;
  const store: BreakerStore = {
    ...memory,
    async read(...asked) {
      reads += 1;
      return broken ? fail() : memory.read(...asked);
    },
    report: async (...asked) => (broken ? fail() : memory.report(...asked)),
  };
  return {
    store,
    reads: () => reads,
    breakDown() {
      broken = true;
    },
  };
}

const refuse = () => Promise.reject(new Error('throttled'));
const hang = () => new Promise<never>(() => undefined);

test('a circuit of which nothing can be read admits calls, after 150 ms at most', async () => {
  const fragile = createFragileStore(hang);
  fragile.breakDown();
  const bench = createCircuitBench(fragile.store);
  const started = bench.clock.now();

  await bench.clock.until(admitted(bench.environment().of(circuitName)));

  expect(bench.clock.now() - started).toBe(150);
});

test('a table that fails is asked once per cached time', async () => {
  const fragile = createFragileStore(refuse);
  fragile.breakDown();
  const bench = createCircuitBench(fragile.store);
  const circuit = bench.environment({ random: () => 0.5 }).of(circuitName);
  for (let second = 0; second < 20; second += 1) {
    await makeCalls(circuit, 10, 'sick');
    await bench.clock.pass(1_000);
  }

  expect(fragile.reads()).toBe(4);
});

test('the last state known holds for a minute, then calls go through', async () => {
  const fragile = createFragileStore(refuse);
  const bench = createCircuitBench(fragile.store);
  await fragile.store.change(circuitName, { from: { state: 'closed', epoch: 0 }, to: open }, never);
  const circuit = bench.environment().of(circuitName);
  expect((await circuit.admit(never)).kind).toBe('rejected');
  fragile.breakDown();

  await bench.clock.pass(60_000);
  expect((await circuit.admit(never)).kind).toBe('rejected');
  await bench.clock.pass(1);
  expect((await circuit.admit(never)).kind).toBe('admitted');
});

test('settling waits 150 ms at most for a table that hangs', async () => {
  const fragile = createFragileStore(hang);
  const bench = createCircuitBench(fragile.store);
  const circuits = bench.environment();
  await makeCalls(circuits.of(circuitName), 7, 'well');
  await circuits.settle();
  fragile.breakDown();
  await makeCalls(circuits.of(circuitName), 3, 'well');
  const started = bench.clock.now();

  await bench.clock.until(circuits.settle());

  expect(bench.clock.now() - started).toBe(150);
  expect(bench.clock.timers()).toBe(0);
});

test('a read that is older than what the environment wrote is not believed', async () => {
  const memory = createMemoryBreakers();
  const bench = createCircuitBench({
    ...memory,
    read: async () => ({ state: 'closed', epoch: 0, closedAt: null }),
  });
  const circuits = bench.environment({ random: () => 0 });
  await makeCalls(circuits.of(circuitName), 20, 'sick').catch(() => undefined);
  await circuits.settle();
  expect(bench.transitions).toEqual(['open']);

  await bench.clock.pass(7_000);
  expect((await circuits.of(circuitName).admit(never)).kind).toBe('rejected');
});
