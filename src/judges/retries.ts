import { backoffMs } from '../resilience/backoff.ts';
import { CallFailure, failureMeanings } from './call.ts';
import { type Answered, attemptCall, type Run } from './run.ts';
import { type Circumstances, hasTime } from './waits.ts';

/** Calls made for one answer at most. */
export const mostAttempts = 3;
// A provider that asks for a longer wait is given up at once.
const longestWaitMs = 10_000;

/** How a call ended, and the number of attempts made by then. */
export interface Called<Result> {
  readonly result: Result | CallFailure;
  readonly attempts: number;
}

/** A call that is made again while that may help: THE one loop of attempts, for every kind of call. */
export async function callWithRetries<Asked, Result extends Answered>(
  run: Run<Asked, Result>,
  asked: Asked,
  attemptsMade: number,
): Promise<Called<Result>> {
  for (let attempts = attemptsMade + 1; ; attempts += 1) {
    const result = await attemptCall(run, asked);
    if (!(result instanceof CallFailure)) return { result, attempts };
    const wait = waitBeforeRetry(run, result, attempts);
    if (wait === null) return { result, attempts };
    if (wait > 0) await run.policy.sleep(wait, run.deadline.signal);
  }
}

/** Milliseconds until the next attempt, or null if there is to be none: the failure at hand tells more than one of a call without enough time. */
function waitBeforeRetry(
  circumstances: Circumstances,
  { kind, retryAfterMs }: CallFailure,
  attempt: number,
): number | null {
  const { policy, pause } = circumstances;
  if (!failureMeanings[kind].retry || attempt >= mostAttempts) return null;
  if (retryAfterMs !== undefined && retryAfterMs > longestWaitMs) return null;
  const wait = kind === 'unsupported' ? 0 : backoffMs({ attempt, random: policy.random(), retryAfterMs });
  if (!hasTime(circumstances, wait)) return null;
  if (kind !== 'rate_limited') return policy.budget.spend() ? wait : null;
  // What protects a provider from too many calls is fewer of them: the others wait as well, and none is lost for it.
  pause.hold(wait, policy.now());
  return wait;
}
