import type { Kind, Request } from './requests.ts';
import { claimMillis, type Reply, startServer } from './server.ts';
import type { World } from './world.ts';

/** What came of many requests with one key at one time. */
export interface ParallelOutcome {
  readonly first: number;
  readonly replayed: number;
  readonly waiting: number;
  readonly others: readonly Reply[];
  /** Different answers among those that were no conflict. */
  readonly answers: number;
  readonly judged: number;
  readonly stored: { readonly results: number; readonly batches: number };
}

/** What is sent, how often, and whether a process died of it before. */
export interface Crowd {
  readonly kind: Kind;
  readonly tenant: string;
  readonly times: number;
  readonly isAfterCrash: boolean;
}

/** Sends a request many times at once, each to a process of its own. */
export async function sendAtOnce(
  world: World,
  { kind, tenant, times, isAfterCrash }: Crowd,
): Promise<ParallelOutcome> {
  const request: Request = { kind, tenant, key: 'one-key' };
  if (isAfterCrash) await crash(world, request);
  const before = world.judged();
  const sent = Array.from({ length: times }, () => startServer(world, null).post(request));
  const replies = await Promise.all(sent);
  const good = replies.filter(({ status }) => status < 300);
  const waiting = replies.filter(({ status }) => status === 409).length;
  return {
    first: good.filter(({ isReplay }) => !isReplay).length,
    replayed: good.filter(({ isReplay }) => isReplay).length,
    waiting,
    others: replies.filter(({ status }) => status >= 300 && status !== 409),
    answers: new Set(good.map(({ text }) => text)).size,
    judged: world.judged() - before,
    stored: await world.count(tenant),
  };
}

/** A process claims the key and dies; its claim runs out. */
async function crash(world: World, request: Request): Promise<void> {
  const server = startServer(world, { step: 0, moment: 'after' });
  void server.post(request);
  await server.stopped;
  world.advance(claimMillis);
}
