import { beforeEach, describe, expect, test } from '@jest/globals';
import type { BreakerState } from '../../../src/resilience/breaker-state.ts';
import { admitted, circuitName, createCircuitBench } from '../../support/circuit-bench.ts';

const never = new AbortController().signal;
const open: BreakerState = {
  ...{ state: 'open', epoch: 1, openedAt: 10_000, retryAt: 20_000, consec: 0, reason: '' },
};
let bench: ReturnType<typeof createCircuitBench>;

beforeEach(async () => {
  bench = createCircuitBench();
  await bench.store.change(circuitName, { from: { state: 'closed', epoch: 0 }, to: open }, never);
});

const stateNow = () => bench.store.read(circuitName, never);

/** The probe that a new environment makes once it is due. */
async function makeProbe(circuit = bench.environment().of(circuitName)) {
  return { circuit, call: await bench.clock.until(admitted(circuit)) };
}

test('before its time nobody makes a probe', async () => {
  await bench.clock.pass(10_499);

  expect((await bench.environment().of(circuitName).admit(never)).kind).toBe('rejected');
});

describe('when a probe is due', () => {
  beforeEach(() => bench.clock.pass(10_500));

  test('of a thousand calls of fifty environments one makes it', async () => {
    const circuits = Array.from({ length: 50 }, () => bench.environment().of(circuitName));
    const asked = circuits.flatMap((circuit) => Array.from({ length: 20 }, () => circuit.admit(never)));
    await bench.clock.pass(3_000);
    const admissions = await Promise.all(asked);

    expect(admissions.filter(({ kind }) => kind === 'admitted')).toHaveLength(1);
    expect(await stateNow()).toMatchObject({ state: 'half_open', epoch: 2 });
  });

  test('three calls of the environment that go well one after the other close the circuit', async () => {
    const { circuit, call } = await makeProbe();
    expect((await circuit.admit(never)).kind).toBe('rejected');
    await call.end('well');
    await (await admitted(circuit)).end('well');
    expect(await stateNow()).toMatchObject({ state: 'half_open', owner: null, successes: 2 });
    await (await admitted(circuit)).end('well');

    expect(await stateNow()).toMatchObject({ state: 'closed', closedAt: bench.clock.now() });
    expect(bench.transitions).toEqual(['half_open', 'closed']);
  });

  test('another environment goes on with the probes of one that has no more calls', async () => {
    const { call } = await makeProbe();
    await call.end('well');
    const second = await makeProbe();
    await second.call.end('well');
    const third = await makeProbe();
    await third.call.end('well');

    expect(await stateNow()).toMatchObject({ state: 'closed' });
  });

  test.each(['sick', 'limited'] as const)('a probe that ends %s opens it for longer', async (outcome) => {
    const { call } = await makeProbe();
    await call.end(outcome);

    expect(await stateNow()).toMatchObject({ state: 'open', consec: 1 });
    expect(bench.transitions).toEqual(['half_open', 'open']);
  });

  test('a probe that says nothing is followed by another', async () => {
    const { circuit, call } = await makeProbe();
    await call.end('unknown');

    expect(await stateNow()).toMatchObject({ state: 'half_open', owner: null, successes: 0 });
    expect((await circuit.admit(never)).kind).toBe('admitted');
  });

  test('an owner that never tells is replaced when its lease is over, and has no say then', async () => {
    const lost = await makeProbe();
    await bench.clock.pass(32_600);
    const next = await makeProbe();
    await lost.call.end('sick');
    expect(await stateNow()).toMatchObject({ state: 'half_open', epoch: 3 });
    await next.call.end('sick');

    expect(await stateNow()).toMatchObject({ state: 'open' });
  });

  test('a call that is given up while it waits for its turn makes no probe', async () => {
    const giveUp = new AbortController();
    const circuit = bench.environment({ random: () => 0.5 }).of(circuitName);
    const asked = circuit.admit(giveUp.signal);
    await bench.clock.pass(100);
    giveUp.abort();

    expect((await bench.clock.until(asked)).kind).toBe('rejected');
    expect(await stateNow()).toEqual(open);
    expect(bench.clock.timers()).toBe(0);
  });

  test.each([true, false])('a call whose claim may have failed (made: %s) makes no probe', async (made) => {
    const store: typeof bench.store = {
      ...bench.store,
      async change(name, change, signal) {
        if (made) await bench.store.change(name, change, signal);
        throw new Error('table');
      },
    };
    const asked = bench.environment({ store }).of(circuitName).admit(never);

    expect((await bench.clock.until(asked)).kind).toBe('rejected');
  });

  test('the end of a probe whose write fails is written again', async () => {
    let failures = 1;
    const store: typeof bench.store = {
      ...bench.store,
      async change(name, change, signal) {
        if (change.to.state === 'open' && failures-- > 0) throw new Error('table');
        return bench.store.change(name, change, signal);
      },
    };
    const { call } = await makeProbe(bench.environment({ store }).of(circuitName));
    await call.end('sick');

    expect(await stateNow()).toMatchObject({ state: 'open', consec: 1 });
  });
});
