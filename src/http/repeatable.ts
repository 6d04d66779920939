import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ServiceError } from '../errors.ts';
import type { KeyedRequest } from '../idempotency/claim-key.ts';
import { fingerprintOf } from '../idempotency/fingerprint.ts';
import { replayHeaders } from '../idempotency/kept-answer.ts';
import type { Once, Work } from '../idempotency/run-once.ts';
import type { Replies } from './contract.ts';
import type { Answer, Call, Received } from './endpoint.ts';
import { keyScopeOf } from './idempotency-key.ts';

/** A request whose answer is looked for. */
export interface Recall {
  readonly event: APIGatewayProxyEvent;
  /** What the first run stored is named after it. */
  readonly ulid: string;
}

/** What an endpoint does that takes idempotency keys. */
export interface Repeatable<Body, R extends Replies> {
  /** Makes the answer. What it creates is named after the call's ULID, if there is one, and created only if it is not there. */
  handle(call: Call<Body>): Promise<Answer<R>>;
  /** The answer from what stands under the names that `handle` gives; null if nothing does. */
  recall(asked: Recall): Promise<Answer<R> | null>;
}

/** Runs work at most once per key. */
export type RunOnce = <Value>(request: KeyedRequest, work: Work<Value>) => Promise<Once<Value>>;

/** Answers a request; with an `Idempotency-Key` only once, and from then on with that answer. */
export function answerOnce<Body, R extends Replies>(
  runOnce: RunOnce,
  { handle, recall }: Repeatable<Body, R>,
): (received: Received<Body>) => Promise<Answer<R>> {
  return async ({ parse, remainingMillis, ...call }) => {
    const scope = keyScopeOf(call.event);
    if (!scope) return handle({ ...call, body: parse(), ulid: null });
    const request = { scope, fingerprint: fingerprintOf(call.sent), remainingMillis };
    const work: Work<Answer<R>> = {
      run: async (ulid) => handle({ ...call, body: parse(), ulid }),
      recall: (ulid) => recall({ event: call.event, ulid }),
      isStored: ({ isUnsaved }) => !isUnsaved,
    };
    const { value, isReplay } = await runOnce(request, work).catch((error) => explain(error, parse));
    return isReplay ? { ...value, headers: { ...value.headers, ...replayHeaders } } : value;
  };
}

/** Of a key that came with another body before: if this body is invalid, that comes first. */
function explain(error: unknown, parse: () => unknown): never {
  if (error instanceof ServiceError && error.code === 'idempotency_key_reused') parse();
  throw error;
}
