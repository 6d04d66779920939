import { CallFailure } from '../src/judges/call.ts';
import { createSlots } from '../src/judges/slots.ts';
import { createRandom } from '../src/statistics/random.ts';
import { createMemoryBreakers } from '../test/support/memory-breakers.ts';
import { createVirtualClock, type VirtualClock } from '../test/support/virtual-clock.ts';
import { askOnce, countEnding, simulatedClient, simulatedJudge } from './simulation.ts';

/** A provider with a rate limit far below what is asked of it. */
export interface RateLimit {
  readonly callsPerSecond: number;
  /** What a 429 asks to wait; null if it says nothing. */
  readonly retryAfterMs: number | null;
  readonly requests: number;
  /** Requests under way at the same time. */
  readonly atOnce: number;
  readonly seed: number;
}

/** What came of asking it. */
export interface RateLimitFigures {
  readonly seconds: number;
  readonly calls: number;
  /** Calls that were answered by a 429. */
  readonly refused: number;
  /** Calls that might be in flight at the end. */
  readonly room: number;
  /** How the requests ended, by their codes. */
  readonly endings: Readonly<Record<string, number>>;
}

const requestMs = 100_000;
const [answerMs, refusalMs] = [1_000, 30];
const completion = {
  choices: [{ kind: 'complete', text: '4' }],
  tokens: { prompt_tokens: 1, completion_tokens: 1, cached_tokens: 0 },
} as const;

/** Has one environment ask a provider for more than its limit, on a clock that only the simulation moves. */
export async function simulateRateLimit(limit: RateLimit): Promise<RateLimitFigures> {
  const world = { clock: createVirtualClock(), random: createRandom(limit.seed) };
  const { clock, random } = world;
  const take = createBucket(limit.callsPerSecond, clock);
  const [tally, endings] = [{ calls: 0, refused: 0 }, {}];
  const client = simulatedClient(async () => {
    tally.calls += 1;
    if (take()) {
      await clock.sleep(answerMs * (0.7 + 0.6 * random()));
      return completion;
    }
    tally.refused += 1;
    await clock.sleep(refusalMs);
    throw new CallFailure('rate_limited', 'openai answered 429', {
      retryAfterMs: limit.retryAfterMs ?? undefined,
    });
  });
  const slots = createSlots(200);
  const judge = simulatedJudge(client, world, { store: createMemoryBreakers(), slots });
  let left = limit.requests;
  const work = async (): Promise<void> => {
    while (left-- > 0) countEnding(endings, await askOnce(judge, clock, requestMs));
  };
  await clock.until(Promise.all(Array.from({ length: limit.atOnce }, work)));
  return { ...tally, endings, seconds: clock.now() / 1_000, room: slots.room() };
}

/** A token bucket of one second: whether there is a token for one more call. */
function createBucket(perSecond: number, clock: VirtualClock): () => boolean {
  let [tokens, filledAt] = [perSecond, clock.now()];
  return () => {
    tokens = Math.min(perSecond, tokens + ((clock.now() - filledAt) * perSecond) / 1_000);
    filledAt = clock.now();
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
