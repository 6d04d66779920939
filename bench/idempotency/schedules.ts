import { pickIndex, type Random, shuffle } from '../../src/statistics/random.ts';
import type { StopPoint } from './mortal.ts';
import { kinds, type Request, statusOf, wantedOf } from './requests.ts';
import { claimMillis, type Server, startServer } from './server.ts';
import type { World } from './world.ts';

const mostSteps = 7;
const mostProcesses = 5;

interface Started {
  readonly server: Server;
  /** Ends when the request does, whatever it is answered. */
  readonly ended: Promise<unknown>;
}

/** One request sent by several processes of which some stop anywhere and go on in any order, while time passes and the judge fails now and then: what is wrong with what came of it, none if nothing. */
export async function runSchedule(
  world: World,
  { random, tenant }: { readonly random: Random; readonly tenant: string },
): Promise<readonly string[]> {
  const kind = kinds[pickIndex(kinds.length, random)] ?? 'evaluation';
  const request: Request = { kind, tenant, key: 'one-key' };
  const started: Started[] = [];
  const processes = 2 + pickIndex(mostProcesses - 1, random);
  for (let count = 0; count < processes; count += 1) {
    world.breakJudge(random() < 0.3);
    started.push(await startOne(world, request, random));
    if (random() < 0.5) world.advance(random() * 1.5 * claimMillis);
    if (random() < 0.3) started[pickIndex(started.length, random)]?.server.thaw();
  }
  world.breakJudge(false);
  for (const { server } of shuffle(started, random)) server.thaw();
  await Promise.all(started.map(({ ended }) => ended));
  return inspect(world, request);
}

async function startOne(world: World, request: Request, random: Random): Promise<Started> {
  const server = startServer(world, random() < 0.7 ? stopPoint(random) : null);
  const ended = server.post(request).catch((error: unknown) => error);
  // Half of them run beside the next one.
  if (random() < 0.5) await Promise.race([server.stopped, ended]);
  return { server, ended };
}

function stopPoint(random: Random): StopPoint {
  return { step: pickIndex(mostSteps, random), moment: random() < 0.5 ? 'before' : 'after' };
}

async function inspect(world: World, request: Request): Promise<readonly string[]> {
  world.advance(claimMillis);
  const last = await startServer(world, null).post(request);
  const judged = world.judged();
  const again = await startServer(world, null).post(request);
  const stored = await world.count(request.tenant);
  const wanted = wantedOf(request.kind);
  const checks: readonly (readonly [holds: boolean, fault: string])[] = [
    [last.status === statusOf(request.kind), `answered ${last.status}: ${last.text}`],
    [again.isReplay && again.text === last.text, 'the next answer is no replay of the last'],
    [world.judged() === judged, 'a replay was judged'],
    [stored.results === wanted.results, `${stored.results} results are stored`],
    [stored.batches === wanted.batches, `${stored.batches} batches are stored`],
  ];
  return checks
    .filter(([holds]) => !holds)
    .map(([, fault]) => `${request.kind} of ${request.tenant}: ${fault}`);
}
