import { planChunks } from '../../../src/batches/plan.ts';
import { planFates } from './fates.ts';
import { type BatchOutcome, readOutcome } from './outcome.ts';
import { runUntilTerminal, submitNumbered } from './run-batch.ts';
import { indexOfCall } from './subject.ts';
import { startWorld } from './world.ts';

/** How much goes wrong: shares of judge calls, messages and deliveries. */
export interface ChaosOptions {
  readonly items: number;
  readonly seed: number;
  /** Of the judge's calls for each of 429, 500, no answer and half an answer; of messages that are doubled; of deliveries that are their worker's last. */
  readonly rate: number;
}

/** What came of it. */
export interface ChaosReport extends BatchOutcome {
  readonly flips: number;
  readonly announced: number;
  readonly judgeCalls: number;
  /** Judge calls for items whose outcome was stored already. */
  readonly callsForStored: number;
  readonly duplicates: number;
  readonly deliveries: number;
  readonly invocations: number;
  readonly deaths: readonly string[];
  readonly seconds: number;
}

// Where nothing hangs, a busy machine must not look like a judge that does.
const timeoutMs = { calm: 60_000, chaotic: 2_000 };

/** Brings one batch through judges that fail, messages that come twice and workers that die. */
export async function runChaos({ items, seed, rate }: ChaosOptions): Promise<ChaosReport> {
  const started = performance.now();
  let batchId = '';
  let callsForStored = 0;
  const { chunkSize } = planChunks(items);
  const world = await startWorld({
    seed,
    judge: { rateLimited: rate, serverError: rate, hang: rate, malformed: rate },
    duplicates: rate,
    redeliveries: rate,
    timeoutMs: rate > 0 ? timeoutMs.chaotic : timeoutMs.calm,
    onCall: (call) => {
      const chunk = Math.floor(indexOfCall(call) / chunkSize);
      if (world.facts.stored.has(`${batchId}/${chunk}`)) callsForStored += 1;
    },
  });
  try {
    const trial = { world, fates: planFates(seed, rate) };
    batchId = await submitNumbered(trial, items);
    const { invocations, deaths } = await runUntilTerminal(trial, batchId);
    const { facts, queue, judge } = world;
    return {
      ...(await readOutcome(batchId)),
      flips: facts.flips,
      announced: facts.announced.size,
      judgeCalls: judge.calls.length,
      callsForStored,
      duplicates: queue.counts.duplicated,
      deliveries: queue.counts.received,
      invocations,
      deaths,
      seconds: (performance.now() - started) / 1_000,
    };
  } finally {
    await world.stop();
  }
}
