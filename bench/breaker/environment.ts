import type { AdmittedCall } from '../../src/judges/circuit.ts';
import type { CircuitPorts } from '../../src/judges/circuit-ports.ts';
import { createCircuits } from '../../src/judges/circuits.ts';
import { initialPause, pauseLeftMs, recordFailure } from '../../src/resilience/pause.ts';
import type { Random } from '../../src/statistics/random.ts';
import type { VirtualClock } from '../../test/support/virtual-clock.ts';
import type { CallFate } from './provider.ts';
import { noteProbe, type RunLog } from './run-log.ts';

/** The circuit that the fleet shares. */
export const sharedName = { provider: 'openai', model: 'm' };

/** What an environment of a fleet is made of. */
export interface EnvironmentFrame {
  readonly ports: CircuitPorts;
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly log: RunLog;
  /** How a call goes that starts now. */
  readonly fate: () => CallFate;
  /** Whether a call that starts now is wasted unless it is a probe. */
  readonly troubled: () => boolean;
  /** Time between two calls. */
  readonly gapMs: () => number;
  /** Epoch milliseconds after which no call starts. */
  readonly end: number;
  /** Whether the environment dies with the probe that it begins now. */
  readonly diesNow?: () => boolean;
}

const never = new AbortController().signal;
// As attempts wait for a local pause: two pauses and some.
const longestPauseWaitMs = 5_000;

/** An environment that keeps calls in flight until the end, as the judge client does: local pause, circuit, call. */
export function startEnvironment(frame: EnvironmentFrame, slots: number): void {
  const { clock, random, log } = frame;
  const pause = createPause(clock);
  const { circuit, takeClaim } = joinCircuit(frame);
  let alive = true;

  const attempt = async (): Promise<boolean> => {
    const admission = (await pause.isOver()) ? await circuit.admit(never) : null;
    if (admission?.kind !== 'admitted') return false;
    const isProbe = takeClaim();
    alive = !(isProbe && frame.diesNow?.());
    if (!alive) noteProbe(log, clock.now())();
    else await endWith(admission.call, await callProvider(frame, isProbe));
    return true;
  };
  const endWith = (call: AdmittedCall, well: boolean): Promise<void> => {
    pause.record(well);
    return call.end(well ? 'well' : 'sick');
  };
  const work = async (): Promise<void> => {
    await clock.sleep(random() * 1_500 + frame.gapMs());
    while (alive && clock.now() < frame.end) {
      const restMs = (await attempt()) ? 0 : 1_000 * (0.5 + random());
      const waitMs = restMs + frame.gapMs();
      if (waitMs > 0) await clock.sleep(waitMs);
    }
  };
  for (let slot = 0; slot < slots; slot += 1) void work();
}

/** The local pause of an environment, waited for as attempts do. */
function createPause(clock: VirtualClock) {
  let pause = initialPause;
  return {
    record(well: boolean): void {
      pause = well ? initialPause : recordFailure(pause, clock.now());
    },
    async isOver(): Promise<boolean> {
      let waited = 0;
      let left = pauseLeftMs(pause, clock.now());
      while (left > 0 && waited + left <= longestPauseWaitMs) {
        waited += left;
        await clock.sleep(left + 20);
        left = pauseLeftMs(pause, clock.now());
      }
      return left === 0;
    },
  };
}

/** The circuit of an environment, and whether it has just claimed a probe: asked once per claim. */
function joinCircuit({ ports }: EnvironmentFrame) {
  let claimed = false;
  const store: CircuitPorts['store'] = {
    ...ports.store,
    async change(name, transition, signal) {
      const made = await ports.store.change(name, transition, signal);
      if (transition.to.state === 'half_open' && transition.to.owner !== null) claimed = made;
      return made;
    },
  };
  const takeClaim = (): boolean => {
    const taken = claimed;
    claimed = false;
    return taken;
  };
  return { circuit: createCircuits({ ...ports, store }).of(sharedName), takeClaim };
}

async function callProvider(
  { clock, log, fate, troubled }: EnvironmentFrame,
  isProbe: boolean,
): Promise<boolean> {
  const at = clock.now();
  log.callTimes.push(at);
  if (troubled() && !isProbe) log.wasted += 1;
  const finish = isProbe ? noteProbe(log, at) : () => undefined;
  const { well, tookMs } = fate();
  await clock.sleep(tookMs);
  finish();
  return well;
}
