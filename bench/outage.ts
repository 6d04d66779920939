import { CallFailure, type JudgeClient } from '../src/judges/call.ts';
import { createCircuits } from '../src/judges/circuits.ts';
import { guardJudge } from '../src/judges/guard.ts';
import type { JudgeRequest, ModelJudge } from '../src/judges/judge.ts';
import { createPolicy } from '../src/judges/policy.ts';
import { createRetryBudget, type RetryBudget } from '../src/resilience/retry-budget.ts';
import { createRandom } from '../src/statistics/random.ts';
import { createMemoryBreakers } from '../test/support/memory-breakers.ts';
import { createVirtualClock, type VirtualClock } from '../test/support/virtual-clock.ts';

/** An outage: every call to the provider fails with a 500. */
export interface Outage {
  readonly environments: number;
  /** Of all environments together, at random times. */
  readonly requestsPerSecond: number;
  readonly seconds: number;
  readonly seed: number;
}

/** What came of an outage. */
export interface OutageFigures {
  /** Milliseconds until the circuit opened; null if it never did. */
  readonly openedAfterMs: number | null;
  readonly requests: number;
  readonly calls: number;
  readonly requestsUntilOpen: number;
  readonly callsUntilOpen: number;
  /** Calls per request until the circuit opened. */
  readonly ratioUntilOpen: number;
  /** The least that a retry budget ever held. */
  readonly leastBudget: number;
  /** How the requests ended, by their codes. */
  readonly endings: Readonly<Record<string, number>>;
}

interface Tally {
  requests: number;
  calls: number;
  leastBudget: number;
  opened: { readonly at: number; readonly requests: number; readonly calls: number } | null;
  readonly endings: Record<string, number>;
}

const callMs = 200;
const requestMs = 25_000;

/** Lets an outage happen to a fleet that shares one circuit, on a clock that only the simulation moves. */
export async function simulateOutage(outage: Outage): Promise<OutageFigures> {
  const { environments, requestsPerSecond, seconds, seed } = outage;
  const clock = createVirtualClock();
  const random = createRandom(seed);
  const tally: Tally = {
    requests: 0,
    calls: 0,
    leastBudget: Number.POSITIVE_INFINITY,
    opened: null,
    endings: {},
  };
  const judges = startFleet(environments, { clock, random, tally });
  const pending: Promise<void>[] = [];
  for (let at = 0; at < seconds * 1_000; at += (-Math.log(1 - random()) * 1_000) / requestsPerSecond) {
    const judge = judges[Math.floor(random() * judges.length)];
    clock.setTimer(() => judge && pending.push(askOnce(judge, clock, tally)), at);
  }
  await clock.pass(seconds * 1_000 + requestMs + 10_000);
  await clock.until(Promise.all(pending));
  return figuresOf(tally);
}

interface World {
  readonly clock: VirtualClock;
  readonly random: () => number;
  readonly tally: Tally;
}

function startFleet(environments: number, world: World): readonly ModelJudge[] {
  const { clock, random, tally } = world;
  const store = createMemoryBreakers();
  let ids = 0;
  const client: JudgeClient = {
    provider: 'openai',
    model: 'in-flames',
    takesChoices: () => false,
    call: async () => {
      tally.calls += 1;
      await clock.sleep(callMs);
      throw new CallFailure('server', 'openai answered 500');
    },
  };
  return Array.from({ length: environments }, () => {
    const circuits = createCircuits({
      store,
      now: clock.now,
      random,
      newId: () => String(ids++),
      setTimer: clock.setTimer,
      onTransition: ({ to }) => {
        if (to === 'open') tally.opened ??= { at: clock.now(), requests: tally.requests, calls: tally.calls };
      },
    });
    const sleep = (milliseconds: number) => clock.sleep(milliseconds);
    const budget = watchBudget(createRetryBudget(), tally);
    return guardJudge(
      client,
      createPolicy(30_000, { circuits, budget, now: clock.now, random, sleep }),
      null,
    );
  });
}

function watchBudget(budget: RetryBudget, tally: Tally): RetryBudget {
  return {
    ...budget,
    spend: () => {
      const granted = budget.spend();
      tally.leastBudget = Math.min(tally.leastBudget, budget.left());
      return granted;
    },
  };
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

async function askOnce(judge: ModelJudge, clock: VirtualClock, tally: Tally): Promise<void> {
  tally.requests += 1;
  const deadline = { signal: new AbortController().signal, endsAt: clock.now() + requestMs };
  const code = await judge.complete(request, deadline).then(
    () => 'ok',
    (error: { readonly code?: string }) => error.code ?? 'unknown',
  );
  tally.endings[code] = (tally.endings[code] ?? 0) + 1;
}

function figuresOf({ requests, calls, leastBudget, opened, endings }: Tally): OutageFigures {
  const requestsUntilOpen = opened?.requests ?? requests;
  const callsUntilOpen = opened?.calls ?? calls;
  return {
    openedAfterMs: opened?.at ?? null,
    requests,
    calls,
    requestsUntilOpen,
    callsUntilOpen,
    ratioUntilOpen: callsUntilOpen / requestsUntilOpen,
    leastBudget,
    endings,
  };
}
