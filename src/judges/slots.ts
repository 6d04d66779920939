import pLimit from 'p-limit';
import {
  fullConcurrency,
  growConcurrency,
  type Refusal,
  shrinkConcurrency,
} from '../resilience/concurrency.ts';

/** The calls to a provider that may be in flight in this environment, of all requests together. */
export interface Slots {
  /** Runs a call as soon as there is room for it. */
  run<Result>(call: () => Promise<Result>): Promise<Result>;
  /** Takes in that the provider refused a call for the rate: there is room for fewer. */
  refused(refusal: Refusal): void;
  /** Takes in that the provider answered a call, at a time in epoch milliseconds: there may be room for more. */
  answered(now: number): void;
  /** Calls that may be in flight now. */
  room(): number;
}

/** Room for so many calls, until a provider says that they are too many. */
export function createSlots(most: number): Slots {
  const limit = pLimit(most);
  let concurrency = fullConcurrency(most);
  const resize = (next: typeof concurrency) => {
    concurrency = next;
    const room = Math.floor(next.limit);
    // Every assignment looks for calls to start, also one that changes nothing.
    if (room !== limit.concurrency) limit.concurrency = room;
  };
  return {
    run: (call) => limit(call),
    refused: (refusal) => resize(shrinkConcurrency(concurrency, refusal)),
    answered: (now) => resize(growConcurrency(concurrency, now)),
    room: () => limit.concurrency,
  };
}
