import type { Context } from 'aws-lambda';
import { DeadItems } from '../../../src/batches/bury.ts';
import { redrive } from '../../../src/batches/redrive.ts';
import { burying } from '../../../src/platform/burying.ts';
import { storing } from '../../../src/platform/storing.ts';
import { createCollector } from '../../../src/queue/dead-letters.ts';
import { createRandom, shuffle } from '../../../src/statistics/random.ts';
import type { DeadLetter } from '../../../src/store/dead-letters.ts';
import { planFates } from './fates.ts';
import { type BatchOutcome, readOutcome } from './outcome.ts';
import { readRecord, runUntilTerminal, submitNumbered, type Trial } from './run-batch.ts';
import { indexOf, scoreOf } from './subject.ts';
import { startWorld } from './world.ts';

/** How many items there are, and which share of them no worker survives. */
export interface PoisonOptions {
  readonly items: number;
  readonly seed: number;
  readonly share: number;
}

/** What came of it. */
export interface PoisonReport extends BatchOutcome {
  readonly poisonous: readonly number[];
  /** The items that failed. */
  readonly failed: readonly number[];
  /** The items that the dead letters name, and what else lies with them. */
  readonly buried: readonly number[];
  readonly otherLetters: readonly string[];
  readonly judgeCalls: number;
  readonly deaths: number;
  /** Of the new batches in which the fixed items were evaluated again. */
  readonly redriven: { readonly batches: number; readonly scored: number; readonly falseScores: number };
  /** Dead letters that still wait for an operator at the end. */
  readonly waiting: number;
  readonly seconds: number;
}

/** Brings a batch with poisonous items, and a message that nobody can read, to its end; then the items are fixed and redriven. */
export async function runPoison({ items, seed, share }: PoisonOptions): Promise<PoisonReport> {
  const started = performance.now();
  const numbers = shuffle(
    Array.from({ length: items }, (_, index) => index),
    createRandom(seed),
  );
  const poisonous = numbers.slice(0, Math.round(items * share)).sort((one, other) => one - other);
  const poison = new Set(poisonous);
  const world = await startWorld({
    ...{ seed, judge: {}, duplicates: 0, redeliveries: 0, timeoutMs: 60_000 },
    isPoison: (prompt) => poison.has(indexOf(prompt)),
  });
  try {
    const trial: Trial = { world, fates: planFates(seed, 0) };
    world.queue.put('tenant-a', 'no message of ours');
    const batchId = await submitNumbered(trial, items);
    const { deaths } = await runUntilTerminal(trial, batchId);
    const judgeCalls = world.judge.calls.length;
    await collect(trial);
    const outcome = await readOutcome(batchId);
    const letters = await readWaiting();
    poison.clear();
    return {
      ...outcome,
      poisonous,
      failed: outcome.results.filter(({ status }) => status === 'failed').map(({ index }) => index),
      buried: letters.flatMap(indexesOf).sort((one, other) => one - other),
      otherLetters: letters.filter((letter) => indexesOf(letter).length === 0).map(({ body }) => body),
      judgeCalls,
      deaths: deaths.length,
      redriven: await redriveAll(trial, letters),
      waiting: await storing.deadLetters().count(),
      seconds: (performance.now() - started) / 1_000,
    };
  } finally {
    await world.stop();
  }
}

async function collect({ world }: Trial): Promise<void> {
  const handler = createCollector(() => ({ ...burying.collect(), now: world.clock.now }));
  for (const record of world.queue.deadLetters) await handler({ Records: [record] }, {} as Context);
}

async function readWaiting(): Promise<readonly DeadLetter[]> {
  const letters: DeadLetter[] = [];
  for await (const id of storing.deadLetters().waiting()) {
    const letter = await storing.deadLetters().read(id);
    if (letter) letters.push(letter);
  }
  return letters;
}

function indexesOf({ kind, body }: DeadLetter): readonly number[] {
  return kind === 'items' ? DeadItems.parse(JSON.parse(body)).indexes : [];
}

/** Redrives every letter twice, as an impatient operator does. */
async function redriveAll(trial: Trial, letters: readonly DeadLetter[]): Promise<PoisonReport['redriven']> {
  const ports = { ...burying.redrive(), ...trial.world.shared };
  const done = { batches: 0, scored: 0, falseScores: 0 };
  for (const letter of letters) {
    const indexes = indexesOf(letter);
    if (indexes.length === 0) continue;
    const ids = new Set([await redrive(ports, letter.id), await redrive(ports, letter.id)]);
    for (const id of ids) {
      await runUntilTerminal(trial, id);
      const { results, scored } = await readOutcome(id);
      const isFalse = (score: unknown, place: number) => score !== scoreOf(indexes[place] ?? -1);
      done.batches += (await readRecord(id)).retryOf === null ? 0 : 1;
      done.scored += scored;
      done.falseScores += results.filter(
        (item) => item.status !== 'completed' || isFalse(item.results['average_score'], item.index),
      ).length;
    }
  }
  return done;
}
