import { setImmediate as afterOthers } from 'node:timers/promises';

let last: Promise<void> = Promise.resolve();

/** Waits for a turn of the event loop of one's own: of many that would compute, each lets timers and answers pass before it. */
export function takeTurn(): Promise<void> {
  last = last.then(() => afterOthers());
  return last;
}
