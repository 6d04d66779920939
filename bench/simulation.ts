import type { JudgeClient } from '../src/judges/call.ts';
import type { CircuitOptions } from '../src/judges/circuits.ts';
import { createCircuits } from '../src/judges/circuits.ts';
import { guardJudge } from '../src/judges/guard.ts';
import type { JudgeRequest, ModelJudge } from '../src/judges/judge.ts';
import { createPolicy, type PolicyOptions } from '../src/judges/policy.ts';
import type { VirtualClock } from '../test/support/virtual-clock.ts';

/** A world whose time and chance are in the hand of a simulation. */
export interface World {
  readonly clock: VirtualClock;
  readonly random: () => number;
}

/** A client of a provider that does with each call what the simulation says. */
export function simulatedClient(call: JudgeClient['call']): JudgeClient {
  return { provider: 'openai', model: 'simulated', takesChoices: () => false, call };
}

/** What an environment differs in from a usual one. */
type EnvironmentOptions = Pick<CircuitOptions, 'store' | 'onTransition'> & PolicyOptions;

let ids = 0;

/** The judge of one environment, with retries, pauses, slots and its part in the shared circuit. */
export function simulatedJudge(
  client: JudgeClient,
  { clock, random }: World,
  { store, onTransition = () => undefined, ...options }: EnvironmentOptions,
): ModelJudge {
  const { now, setTimer } = clock;
  const newId = () => String(ids++);
  const circuits = createCircuits({ store, now, random, newId, setTimer, onTransition });
  const sleep = (milliseconds: number) => clock.sleep(milliseconds);
  return guardJudge(client, createPolicy(30_000, { circuits, now, random, sleep, ...options }), null);
}

const request: JudgeRequest = {
  instructions: 'Judge.',
  prompt: 'How good?',
  reply: { name: 'mark', schema: { type: 'object' } },
  samples: 1,
  temperature: 0,
  maxTokens: 100,
  usable: () => true,
};

/** Asks once, with so many milliseconds left: `ok`, or the code of the failure. */
export function askOnce(judge: ModelJudge, clock: VirtualClock, leftMs: number): Promise<string> {
  const deadline = { signal: new AbortController().signal, endsAt: clock.now() + leftMs };
  return judge.complete(request, deadline).then(
    () => 'ok',
    (error: { readonly code?: string }) => error.code ?? 'unknown',
  );
}

/** Counts one more of a kind. */
export function countEnding(endings: Record<string, number>, code: string): void {
  endings[code] = (endings[code] ?? 0) + 1;
}
