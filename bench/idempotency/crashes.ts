import type { StopPoint } from './mortal.ts';
import { type Kind, type Request, statusOf, wantedOf } from './requests.ts';
import { claimMillis, type Reply, type Server, startServer } from './server.ts';
import type { World } from './world.ts';

/** What came of a request whose process stopped at one of its steps, and was sent again. */
export interface CrashOutcome {
  readonly stop: StopPoint;
  /** To a retry at once, while the claim of the process may stand. */
  readonly atOnce: Reply;
  /** To a retry after the claim has run out. */
  readonly afterwards: Reply;
  /** To a retry after the stopped process has gone on and ended. */
  readonly afterThaw: Reply;
  /** How often the judge was asked although a result was already stored. */
  readonly judgedAgain: number;
  /** How often the judge was asked in all. */
  readonly judged: number;
  readonly stored: { readonly results: number; readonly batches: number };
}

/** Stops a process at each step of a request in turn, before and after the step's effect, and sends the request again. */
export async function crashEverywhere(world: World, kind: Kind): Promise<readonly CrashOutcome[]> {
  const steps = await countSteps(world, kind);
  const outcomes: CrashOutcome[] = [];
  for (let step = 0; step < steps; step += 1) {
    for (const moment of ['before', 'after'] as const) {
      outcomes.push(await crashAt(world, kind, { step, moment }));
    }
  }
  return outcomes;
}

async function countSteps(world: World, kind: Kind): Promise<number> {
  const server = startServer(world, null);
  await server.post({ kind, tenant: `${kind}-whole`, key: 'whole' });
  return server.steps();
}

async function crashAt(world: World, kind: Kind, stop: StopPoint): Promise<CrashOutcome> {
  const request: Request = { kind, tenant: `${kind}-${stop.step}-${stop.moment}`, key: 'a-key' };
  const before = world.judged();
  const stopped = startServer(world, stop);
  const first = settled(stopped, request);
  await stopped.stopped;
  const atOnce = await send(world, request);
  world.advance(claimMillis);
  const stood = await world.count(request.tenant);
  const judgedBefore = world.judged();
  const afterwards = await send(world, request);
  const judgedAgain = stood.results > 0 ? world.judged() - judgedBefore : 0;
  stopped.thaw();
  await first;
  const afterThaw = await send(world, request);
  const judged = world.judged() - before;
  const stored = await world.count(request.tenant);
  return { stop, atOnce, afterwards, afterThaw, judgedAgain, judged, stored };
}

/** Ends when the request does, whatever it is answered. */
function settled(server: Server, request: Request): Promise<unknown> {
  return server.post(request).catch((error: unknown) => error);
}

function send(world: World, request: Request): Promise<Reply> {
  return startServer(world, null).post(request);
}

/** What is wrong with an outcome, each in a sentence; none, if what was promised is kept. */
export function faultsOf(kind: Kind, outcome: CrashOutcome): readonly string[] {
  const { atOnce, afterwards, afterThaw, judgedAgain, judged, stored } = outcome;
  const wanted = wantedOf(kind);
  const checks: readonly (readonly [holds: boolean, fault: string])[] = [
    [[409, statusOf(kind)].includes(atOnce.status), `a retry at once is answered ${atOnce.status}`],
    [afterwards.status === statusOf(kind), `a later retry is answered ${afterwards.status}`],
    [afterThaw.isReplay, 'the retry after the thaw is no replay'],
    [afterThaw.text === afterwards.text, 'the answer changed when the stopped process went on'],
    [judgedAgain === 0, 'a stored result was judged again'],
    [judged <= 2, `the judge was asked ${judged} times`],
    [stored.results === wanted.results, `${stored.results} results are stored`],
    [stored.batches === wanted.batches, `${stored.batches} batches are stored`],
  ];
  return checks.filter(([holds]) => !holds).map(([, fault]) => `${place(outcome.stop)}: ${fault}`);
}

function place({ step, moment }: StopPoint): string {
  return `stopped ${moment} step ${step}`;
}
