import type { CircuitPorts } from './circuit-ports.ts';

const everyMs = 1_000;

/** Something that collects what is to be written, and writes it. */
export interface Collection {
  pending(): boolean;
  /** Writes what was collected until now. Never rejects. */
  write(): Promise<void>;
}

/** Writes of a collection, one at a time. */
export interface Flusher {
  /** Writes at once, or as soon as the write under way has ended. */
  flush(): void;
  /** Writes within about a second. */
  flushSoon(): void;
  /** Writes what was collected until now, and waits for it. */
  settle(): Promise<void>;
}

/** Decides when a collection is written: timers do not run in an environment that is frozen, so `settle` comes before. */
export function createFlusher(
  { random, setTimer }: Pick<CircuitPorts, 'random' | 'setTimer'>,
  { pending, write }: Collection,
): Flusher {
  let cancelTimer: (() => void) | null = null;
  let writing: Promise<void> | null = null;
  let again = false;

  const flush = (): void => {
    cancelTimer?.();
    cancelTimer = null;
    again = writing !== null;
    writing ??= write().finally(goOn);
  };
  const flushSoon = (): void => {
    cancelTimer ??= setTimer(flush, everyMs * (0.5 + random()));
  };
  const goOn = (): void => {
    writing = null;
    if (!pending()) return;
    if (again) flush();
    else flushSoon();
  };

  return {
    flush,
    flushSoon,
    async settle() {
      while (writing) await writing;
      if (pending()) flush();
      if (writing) await writing;
    },
  };
}
