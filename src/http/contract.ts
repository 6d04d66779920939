import type * as z from 'zod';
import type { ErrorCode } from '../errors.ts';

/** The schema of the answer for each status that an endpoint answers when it succeeds; 204 and a redirect have no body. */
export type Replies = Readonly<Record<number, z.ZodType>>;

interface Promises {
  /** The name it is counted by. */
  readonly name: string;
  /** Errors of its own, beside those that follow from its route, its body and its kind. */
  readonly errors?: readonly ErrorCode[];
}

/** What an endpoint promises: the schema of its body and its query (if it takes one) and of its answers. */
export interface Contract<Body, R extends Replies> extends Promises {
  readonly body?: z.ZodType<Body>;
  readonly query?: z.ZodObject;
  readonly replies: R;
  /** Whether `Prefer: respond-async` is a way out when the time is too short. */
  readonly acceptsAsync?: boolean;
  /** Whether `Prefer: wait=N` says how long the answer may wait for its results. */
  readonly acceptsWait?: boolean;
  /** Whether `Idempotency-Key` names a request that is to run only once: where something is created or scored. */
  readonly acceptsKey?: boolean;
}

/** What an endpoint promises whose answer is text: the media types it may have. */
export interface TextContract<Type extends string = string> extends Promises {
  readonly contentTypes: readonly [Type, ...Type[]];
}

/** Whether an answer with this status is without a body: nothing to say, or a redirect to where it is said. */
export function hasNoBody(status: number): boolean {
  return status === 204 || (status >= 300 && status < 400);
}
