import { type Deadline, leftMs } from '../resilience/deadline.ts';
import { CallFailure } from './call.ts';
import type { JudgeIdentity } from './judge.ts';
import type { LocalPause } from './pauses.ts';
import type { JudgePolicy } from './policy.ts';

/** Where a call stands: whom it asks, by which policy, and by when. */
export interface Circumstances {
  readonly client: JudgeIdentity;
  readonly policy: JudgePolicy;
  readonly pause: LocalPause;
  readonly deadline: Deadline;
}

// No model answers faster: a call that has less time left would be made for nothing.
const shortestCallMs = 250;

/** Whether a call that starts after a wait can still end before the deadline. */
export function hasTime({ policy, deadline }: Circumstances, waitMs: number): boolean {
  return waitMs + shortestCallMs <= leftMs(deadline, policy.now());
}

/** Why a call is not made, or not waited for, whose time is over. */
export function timeIsOver(): CallFailure {
  return new CallFailure('aborted', 'the time of the request is over');
}

// Two pauses and some: in-flight calls that fail during a pause prolong it.
const longestPauseWaitMs = 5_000;
// A timer may fire a little before the clock says so.
const marginMs = 20;

/** Waits for the end of a local pause; one that others keep prolonging, or that outlasts the time left, is not waited for. */
export async function waitForPause(circumstances: Circumstances): Promise<CallFailure | null> {
  const { client, policy, pause, deadline } = circumstances;
  let left = pause.leftMs(policy.now());
  let waited = 0;
  while (left > 0 && waited + left <= longestPauseWaitMs && hasTime(circumstances, left)) {
    waited += left;
    await policy.sleep(left + marginMs, deadline.signal);
    left = pause.leftMs(policy.now());
  }
  if (deadline.signal.aborted) return timeIsOver();
  if (left === 0) return null;
  return new CallFailure('circuit_open', `${client.provider} is left alone for a while`, {
    retryAfterMs: left,
  });
}

/** Makes a call when there is room for it; one that still waits when the time is up is not made. */
export async function takeSlot<Result>(
  { policy, deadline: { signal } }: Circumstances,
  call: () => Promise<Result | CallFailure>,
): Promise<Result | CallFailure> {
  if (signal.aborted) return timeIsOver();
  const { promise: late, resolve } = Promise.withResolvers<CallFailure>();
  const giveUp = () => resolve(timeIsOver());
  signal.addEventListener('abort', giveUp);
  const done = policy.slots.run(() => {
    // From here on the call itself sees to its end.
    signal.removeEventListener('abort', giveUp);
    return signal.aborted ? Promise.resolve(timeIsOver()) : call();
  });
  return await Promise.race([done, late]);
}
