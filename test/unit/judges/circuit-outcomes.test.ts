import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AdmittedCall, Circuits } from '../../../src/judges/circuit.ts';
import type { Tally } from '../../../src/resilience/breaker-window.ts';
import { emptyTally } from '../../../src/resilience/breaker-window.ts';
import { admitted, circuitName, createCircuitBench, makeCalls } from '../../support/circuit-bench.ts';
import { createMemoryBreakers } from '../../support/memory-breakers.ts';

let bench: ReturnType<typeof createCircuitBench>;
let circuits: Circuits;
let reported: { ok: number; fail: number; slow: number };

beforeEach(() => {
  reported = { ...emptyTally };
  const memory = createMemoryBreakers();
  bench = createCircuitBench({
    ...memory,
    async report(name, at, signal) {
      for (const outcome of ['ok', 'fail', 'slow'] as const) reported[outcome] += at.report[outcome];
      return memory.report(name, at, signal);
    },
  });
  circuits = bench.environment();
});

const circuit = () => circuits.of(circuitName);

async function reportOf(...outcomes: readonly Parameters<AdmittedCall['end']>[0][]): Promise<Tally> {
  for (const outcome of outcomes) await makeCalls(circuit(), 1, outcome);
  await circuits.settle();
  return reported;
}

test('what tells nothing of the provider is not reported', async () => {
  expect(await reportOf('well', 'sick', 'unknown', 'limited', 'well')).toEqual({ ok: 2, fail: 1, slow: 0 });
});

test('calls refused for the rate count once there has been nothing else for thirty seconds', async () => {
  for (let second = 0; second < 30; second += 1) {
    await makeCalls(circuit(), 1, 'limited');
    await bench.clock.pass(1_000);
  }
  await circuits.settle();

  // From the first second of the sixth five seconds on.
  expect(reported).toEqual({ ok: 0, fail: 5, slow: 0 });
});

describe('a call that lasts', () => {
  /** Twenty calls of a second each, so that five seconds are slow. */
  beforeEach(async () => {
    const calls = await Promise.all(Array.from({ length: 20 }, () => admitted(circuit())));
    await bench.clock.pass(1_000);
    await Promise.all(calls.map((call) => call.end('well')));
    await circuits.settle();
    reported.ok = 0;
  });

  test('is reported as slow while it still lasts, and not again when it ends', async () => {
    const call = await admitted(circuit());
    await bench.clock.pass(4_999);
    await circuits.settle();
    expect(reported.slow).toBe(0);
    await bench.clock.pass(2_000);
    expect(reported.slow).toBe(1);
    await call.end('sick');
    await circuits.settle();

    expect(reported).toEqual({ ok: 0, fail: 0, slow: 1 });
  });

  test('is not slow if it ends just before', async () => {
    const call = await admitted(circuit());
    await bench.clock.pass(4_999);
    await call.end('well');
    await circuits.settle();
    await bench.clock.pass(10_000);

    expect(reported).toEqual({ ok: 1, fail: 0, slow: 0 });
  });

  test('leaves no timer when it has ended', async () => {
    const call = await admitted(circuit());
    expect(bench.clock.timers()).toBe(1);
    await call.end('unknown');

    expect(bench.clock.timers()).toBe(0);
  });
});

test('calls that were admitted before the circuit changed say nothing of what it is now', async () => {
  const old = await admitted(circuit());
  const change = { from: { state: 'closed', epoch: 0 }, to: { state: 'closed', epoch: 1, closedAt: null } };
  await bench.store.change(circuitName, change as never, new AbortController().signal);
  await bench.clock.pass(6_250);
  await makeCalls(circuit(), 1, 'well');
  await old.end('sick');
  await circuits.settle();

  expect(reported).toEqual({ ok: 1, fail: 0, slow: 0 });
});
