import type * as z from 'zod';
import { batchContract } from '../../functions/batch/contract.ts';
import { gevalContract } from '../../functions/geval/contract.ts';
import { asServiceError, errorMeanings } from '../../src/errors.ts';
import { batchSubmission } from '../../src/http/batch-submission.ts';
import type { Contract, Replies } from '../../src/http/contract.ts';
import type { Answer, Received } from '../../src/http/endpoint.ts';
import { answerOnce, type RunOnce } from '../../src/http/repeatable.ts';
import { parseBody } from '../../src/http/request-body.ts';
import { scoring } from '../../src/http/scoring.ts';
import { runOnce } from '../../src/idempotency/run-once.ts';
import { batching } from '../../src/platform/batching.ts';
import { judging } from '../../src/platform/judging.ts';
import { storing } from '../../src/platform/storing.ts';
import { type Activity, createActivityStore } from '../../src/store/activity.ts';
import { createBatchStore } from '../../src/store/batches.ts';
import { createChunkStore } from '../../src/store/chunks.ts';
import { createKeyStore } from '../../src/store/idempotency-keys.ts';
import type { Items } from '../../src/store/items.ts';
import { createResultStore } from '../../src/store/results.ts';
import { type MortalProcess, startProcess } from './mortal.ts';
import { bodyOf, eventOf, type Request } from './requests.ts';
import { onlyJudge, type World } from './world.ts';

/** How a request was answered. */
export interface Reply {
  readonly status: number;
  /** The body without the id of the request. */
  readonly text: string;
  readonly isReplay: boolean;
}

/** A process of the service in a world. */
export interface Server extends Pick<MortalProcess, 'stopped' | 'steps' | 'thaw'> {
  /** Answers one request; never, if the process stops before. */
  post(request: Request): Promise<Reply>;
}

/** Starts a process of the service that lives until it is stopped. */
export function startServer(world: World, stop: Parameters<typeof startProcess>[0]): Server {
  const life = startProcess(stop);
  const items = life.wrap(world.items);
  const post = (request: Request) => answer(routeOf(world, life, items), request, world.now());
  return { post, stopped: life.stopped, steps: life.steps, thaw: life.thaw };
}

const invocationMillis = 28_000;

/** Milliseconds after which no claim of an invocation that began now is good any more. */
export const claimMillis = invocationMillis + 1_000;

type Route = (request: Request, received: Omit<Received<never>, 'parse'>) => Promise<Reply>;

function routeOf(world: World, life: MortalProcess, items: Items): Route {
  const clock = { now: world.now };
  const submit = () => ({
    ...batching.submit(),
    ...clock,
    batches: createBatchStore(items),
    chunks: createChunkStore(items),
    payloads: life.wrap(batching.payloads()),
    queue: life.wrap({ send: async () => undefined }),
  });
  const evaluate = () => ({
    ...judging.evaluate(),
    ...clock,
    judges: { ...judging.run().judges, ...onlyJudge(life.wrap(world.judge)) },
    results: createResultStore(items),
    countActivity: (fact: Activity) => createActivityStore(items).add(fact, world.now() / 1_000),
  });
  const ports = { evaluate, submit, checkChoice: () => undefined };
  const once: RunOnce = (request, work) =>
    runOnce({ ...storing.once(), ...clock, keys: createKeyStore(items) }, request, work);
  return (request, received) =>
    request.kind === 'batch'
      ? respond(batchContract, answerOnce(once, batchSubmission(ports)), received)
      : respond(gevalContract, answerOnce(once, scoring(ports, gevalContract)), received);
}

async function respond<Body, R extends Replies>(
  { body, replies }: Contract<Body, R>,
  answerTo: (received: Received<Body>) => Promise<Answer<R>>,
  received: Omit<Received<never>, 'parse'>,
): Promise<Reply> {
  const parse = () => parseBody(body as z.ZodType<Body>, received.sent);
  const { status, headers, reply } = await answerTo({ ...received, parse });
  const text = JSON.stringify(replies[Number(status)]?.parse(reply));
  return { status: Number(status), text, isReplay: isReplay(headers) };
}

async function answer(route: Route, request: Request, now: number): Promise<Reply> {
  const event = eventOf(request, now);
  const deadline = { signal: new AbortController().signal, endsAt: now + invocationMillis };
  const remainingMillis = invocationMillis;
  try {
    return await route(request, { sent: bodyOf(request), event, deadline, requestId: '', remainingMillis });
  } catch (error) {
    const { code, message, headers } = asServiceError(error);
    if (code === 'internal_error') throw error;
    return { status: errorMeanings[code].status, text: `${code}: ${message}`, isReplay: isReplay(headers) };
  }
}

function isReplay(headers: Readonly<Record<string, string>> = {}): boolean {
  return headers['X-Idempotent-Replay'] === 'true';
}
