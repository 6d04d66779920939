import { expect, test } from '@jest/globals';
import type { Circuits } from '../../../src/judges/circuit.ts';
import { admitted, circuitName, createCircuitBench, makeCalls } from '../../support/circuit-bench.ts';
import { createMemoryBreakers } from '../../support/memory-breakers.ts';

const never = new AbortController().signal;

/** Five failing calls of an environment, as far as its circuit admits them. */
async function failFive(environment: Circuits): Promise<void> {
  await makeCalls(environment.of(circuitName), 5, 'sick').catch(() => undefined);
  await environment.settle();
}

test('a circuit opens once for all when the calls of its environments fail', async () => {
  const bench = createCircuitBench();
  const environments = Array.from({ length: 30 }, () => bench.environment());

  // Of a hundred and fifty failures in eight shards, one shard gets twenty.
  for (const environment of environments) await failFive(environment);

  expect(bench.transitions).toEqual(['open']);
  expect(await bench.store.read(circuitName, never)).toMatchObject({ state: 'open', epoch: 1 });
});

test('an environment learns within its cached time that the circuit was opened', async () => {
  const bench = createCircuitBench();
  const circuit = bench.environment().of(circuitName);
  await makeCalls(circuit, 1, 'well');
  await bench.store.change(
    circuitName,
    {
      from: { state: 'closed', epoch: 0 },
      to: { state: 'open', epoch: 1, openedAt: 0, retryAt: 1e6, consec: 0, reason: '' },
    },
    never,
  );

  expect((await circuit.admit(never)).kind).toBe('admitted');
  await bench.clock.pass(6_250);
  expect(await circuit.admit(never)).toEqual({ kind: 'rejected', retryAfterMs: 1e6 + 500 - 16_250 });
  expect(bench.rejections).toEqual([circuitName]);
});

test('calls that ask at the same time share one read', async () => {
  const store = createMemoryBreakers();
  let reads = 0;
  const counting: typeof store = {
    ...store,
    read(...asked) {
      reads += 1;
      return store.read(...asked);
    },
  };
  const circuit = createCircuitBench(counting).environment().of(circuitName);

  await Promise.all(Array.from({ length: 200 }, () => circuit.admit(never)));

  expect(reads).toBe(1);
});

test('one circuit is kept per provider and model, and 256 of them at most', async () => {
  const circuits = createCircuitBench().environment();
  const first = circuits.of(circuitName);

  expect(circuits.of({ ...circuitName })).toBe(first);
  expect(circuits.of({ ...circuitName, model: 'other' })).not.toBe(first);

  for (let model = 0; model < 256; model += 1) circuits.of({ provider: 'openai', model: `model-${model}` });
  expect(circuits.of(circuitName)).not.toBe(first);
});

test('a circuit with a call in flight is not forgotten', async () => {
  const circuits = createCircuitBench().environment();
  const busy = circuits.of(circuitName);
  await admitted(busy);

  for (let model = 0; model < 300; model += 1) circuits.of({ provider: 'openai', model: `model-${model}` });

  expect(circuits.of(circuitName)).toBe(busy);
});

test('settling writes what was counted and leaves no timer', async () => {
  const bench = createCircuitBench();
  const circuits = bench.environment();
  await makeCalls(circuits.of(circuitName), 10, 'well');
  await bench.clock.pass(5_000);
  await makeCalls(circuits.of(circuitName), 2, 'well');
  expect(bench.clock.timers()).toBe(1);

  await circuits.settle();

  expect(bench.clock.timers()).toBe(0);
});
