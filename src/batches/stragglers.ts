/** Watches the last items of a chunk. */
export interface StragglerWatch {
  /** Says that every item has begun. */
  allBegun(): void;
  /** Resolves when nothing of the watch is under way any more. */
  end(): Promise<void>;
}

/** Keeps a chunk's outcomes once if its last items take long: a worker that dies meanwhile has lost few judge calls, and a chunk without such items costs no write. */
export function watchStragglers(keep: () => Promise<void>, afterMs: number): StragglerWatch {
  let timer: NodeJS.Timeout | undefined;
  let keeping: Promise<void> = Promise.resolve();
  return {
    allBegun: () => {
      timer = setTimeout(() => {
        // It only spares work: the outcomes are still in hand.
        keeping = keep().catch(() => undefined);
      }, afterMs);
    },
    end: () => {
      clearTimeout(timer);
      return keeping;
    },
  };
}
