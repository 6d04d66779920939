// Prints what becomes of requests with an idempotency key that are sent at once, crash or freeze anywhere: npm run bench:idempotency [-- rounds]; SEED in the environment repeats a run
import './quiet.ts';
import { createRandom } from '../src/statistics/random.ts';
import { crashEverywhere, faultsOf } from './idempotency/crashes.ts';
import { type ParallelOutcome, sendAtOnce } from './idempotency/parallel.ts';
import { type Kind, kinds, wantedOf } from './idempotency/requests.ts';
import { runSchedule } from './idempotency/schedules.ts';
import { measureSurcharge } from './idempotency/surcharge.ts';
import { createWorld, type World } from './idempotency/world.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const rounds = Number(process.argv[2] ?? 500);
const times = 50;
const mostDollars = 0.0025;
const faults: string[] = [];

console.log(`seed ${seed}`);
const world = await createWorld({ judgeMillis: 20 });
await reportParallel(world);
await reportCrashes(world);
await reportSchedules(world);
await reportSurcharge(world);
await world.stop();
for (const fault of faults) console.log(`FAULT ${fault}`);
console.log(faults.length === 0 ? 'every bound holds' : `${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);

async function reportParallel(world: World): Promise<void> {
  for (const isAfterCrash of [false, true]) {
    const after = isAfterCrash ? ', after a crash' : '';
    console.log(
      `\n${times} requests with one key at once${after}: first answers, replays, 409, judge runs, stored`,
    );
    for (const kind of kinds) {
      if (kind === 'invalid') continue;
      const tenant = `parallel-${kind}-${isAfterCrash}`;
      const outcome = await sendAtOnce(world, { kind, tenant, times, isAfterCrash });
      const { first, replayed, waiting, judged, stored } = outcome;
      const figures = [first, replayed, waiting, judged, stored.results + stored.batches];
      console.log(kind.padEnd(10), ...figures);
      faults.push(...faultsAtOnce(kind, outcome));
    }
  }
}

function faultsAtOnce(kind: Kind, outcome: ParallelOutcome): readonly string[] {
  const { first, replayed, waiting, answers, judged, stored } = outcome;
  const wanted = wantedOf(kind);
  const isJudged = wanted.batches === 0;
  const holds =
    [first, answers, first + replayed + waiting, judged].join() === [1, 1, times, isJudged ? 1 : 0].join() &&
    stored.results === wanted.results &&
    stored.batches === wanted.batches;
  return holds ? [] : [`${kind} at once: ${JSON.stringify(outcome)}`];
}

async function reportCrashes(world: World): Promise<void> {
  console.log(
    '\nstopped at every step, before and after it: crashes, judge runs at most, results judged again',
  );
  for (const kind of kinds) {
    const outcomes = await crashEverywhere(world, kind);
    const mostJudged = Math.max(...outcomes.map(({ judged }) => judged));
    const judgedAgain = outcomes.reduce((sum, outcome) => sum + outcome.judgedAgain, 0);
    console.log(`${kind.padEnd(10)} ${outcomes.length}  ${mostJudged}  ${judgedAgain}`);
    faults.push(...outcomes.flatMap((outcome) => faultsOf(kind, outcome)));
  }
}

async function reportSchedules(world: World): Promise<void> {
  const random = createRandom(seed);
  const before = faults.length;
  for (let round = 0; round < rounds; round += 1) {
    faults.push(...(await runSchedule(world, { random, tenant: `schedule-${round}` })));
  }
  console.log(`\nrandom schedules: ${rounds}, faults ${faults.length - before}`);
}

async function reportSurcharge(world: World): Promise<void> {
  const { writes, reads, dollarsPerThousand } = await measureSurcharge(world);
  console.log(
    `\na key adds ${writes} write and ${reads} read units: $${dollarsPerThousand.toFixed(5)} per 1,000 (at most $${mostDollars})`,
  );
  if (dollarsPerThousand > mostDollars || writes > 2 || reads > 1) faults.push('a key costs too much');
}
