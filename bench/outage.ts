import { CallFailure } from '../src/judges/call.ts';
import type { ModelJudge } from '../src/judges/judge.ts';
import { createRetryBudget, type RetryBudget } from '../src/resilience/retry-budget.ts';
import { createRandom } from '../src/statistics/random.ts';
import { createMemoryBreakers } from '../test/support/memory-breakers.ts';
import { createVirtualClock } from '../test/support/virtual-clock.ts';
import { askOnce, countEnding, simulatedClient, simulatedJudge, type World } from './simulation.ts';

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
  const world = { clock: createVirtualClock(), random: createRandom(outage.seed) };
  const { clock, random } = world;
  const leastBudget = Number.POSITIVE_INFINITY;
  const tally: Tally = { requests: 0, calls: 0, leastBudget, opened: null, endings: {} };
  const judges = startFleet(outage.environments, world, tally);
  const pending: Promise<void>[] = [];
  const ask = async (judge: ModelJudge): Promise<void> => {
    tally.requests += 1;
    countEnding(tally.endings, await askOnce(judge, clock, requestMs));
  };
  const endMs = outage.seconds * 1_000;
  for (let at = 0; at < endMs; at += (-Math.log(1 - random()) * 1_000) / outage.requestsPerSecond) {
    const judge = judges[Math.floor(random() * judges.length)];
    clock.setTimer(() => judge && pending.push(ask(judge)), at);
  }
  await clock.pass(endMs);
  await clock.until(Promise.all(pending));
  return figuresOf(tally);
}

function startFleet(environments: number, world: World, tally: Tally): readonly ModelJudge[] {
  const { clock } = world;
  const store = createMemoryBreakers();
  const client = simulatedClient(async () => {
    tally.calls += 1;
    await clock.sleep(callMs);
    throw new CallFailure('server', 'openai answered 500');
  });
  const onTransition = ({ to }: { readonly to: string }) => {
    if (to !== 'open') return;
    tally.opened ??= { at: clock.now(), requests: tally.requests, calls: tally.calls };
  };
  return Array.from({ length: environments }, () =>
    simulatedJudge(client, world, {
      store,
      onTransition,
      budget: watchBudget(createRetryBudget(), tally),
    }),
  );
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

function figuresOf({ opened, ...tally }: Tally): OutageFigures {
  const requestsUntilOpen = opened?.requests ?? tally.requests;
  const callsUntilOpen = opened?.calls ?? tally.calls;
  const ratioUntilOpen = callsUntilOpen / requestsUntilOpen;
  return { ...tally, openedAfterMs: opened?.at ?? null, requestsUntilOpen, callsUntilOpen, ratioUntilOpen };
}
