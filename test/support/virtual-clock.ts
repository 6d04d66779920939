import { setImmediate } from 'node:timers';

/** Time that passes only when it is told to, from event to event; whatever an event causes happens before the next one. */
export interface VirtualClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Does something after some milliseconds, unless the function it returns is called before. */
  setTimer(action: () => void, milliseconds: number): () => void;
  /** Resolves after some milliseconds. */
  sleep(milliseconds: number): Promise<void>;
  /** Lets some milliseconds pass, with all that is to happen in them. */
  pass(milliseconds: number): Promise<void>;
  /** Lets time pass until a promise settles, and gives its result; rejects when nothing is left that could settle it. */
  until<Result>(promise: Promise<Result>): Promise<Result>;
  /** How many timers are set. */
  timers(): number;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  /** Null once it is cancelled. */
  action: (() => void) | null;
}

/** A clock that shows a time. */
export function createVirtualClock(start = 0): VirtualClock {
  const heap: Timer[] = [];
  let now = start;
  let order = 0;
  let set = 0;

  const setTimer: VirtualClock['setTimer'] = (action, milliseconds) => {
    const timer: Timer = { at: now + Math.max(0, milliseconds), order, action };
    order += 1;
    set += 1;
    push(heap, timer);
    return () => {
      if (timer.action) set -= 1;
      timer.action = null;
    };
  };
  /** Fires the first timer if it is due by then. */
  const step = async (end: number): Promise<boolean> => {
    const first = heap[0];
    if (!first || first.at > end) return false;
    pop(heap);
    const { action } = first;
    if (!action) return true;
    now = first.at;
    set -= 1;
    first.action = null;
    action();
    await settled();
    return true;
  };

  return {
    now: () => now,
    timers: () => set,
    setTimer,
    sleep: (milliseconds) => new Promise((resolve) => void setTimer(resolve, milliseconds)),
    async pass(milliseconds) {
      const end = now + milliseconds;
      await settled();
      while (await step(end));
      now = end;
    },
    async until(promise) {
      let over = false;
      const end = () => {
        over = true;
      };
      promise.then(end, end);
      await settled();
      while (!over) {
        if (!(await step(Number.POSITIVE_INFINITY))) throw new Error('nothing is left to wait for');
      }
      return promise;
    },
  };
}

/** Resolves when every promise that could go on has done so. */
function settled(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Timer[], timer: Timer): void {
  let place = heap.push(timer) - 1;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = heap[parent] as Timer;
    if (!isBefore(timer, above)) break;
    heap[place] = above;
    place = parent;
  }
  heap[place] = timer;
}

function pop(heap: Timer[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let place = 0;
  for (;;) {
    const left = 2 * place + 1;
    const right = left + 1;
    if (left >= heap.length) break;
    const least = right < heap.length && isBefore(heap[right] as Timer, heap[left] as Timer) ? right : left;
    if (!isBefore(heap[least] as Timer, last)) break;
    heap[place] = heap[least] as Timer;
    place = least;
  }
  heap[place] = last;
}
