/** Runs a task that holds so many bytes as soon as there is room for them. */
export type ByteLimit = <Result>(bytes: number, task: () => Promise<Result>) => Promise<Result>;

/** Bounds the bytes that tasks hold at a time, in their order; one that is larger than the bound runs alone. */
export function createByteLimit(mostBytes: number): ByteLimit {
  const waiting: { readonly bytes: number; readonly start: () => void }[] = [];
  let held = 0;
  let running = 0;

  const startNext = (): void => {
    for (
      let next = waiting[0];
      next && (running === 0 || held + next.bytes <= mostBytes);
      next = waiting[0]
    ) {
      waiting.shift();
      held += next.bytes;
      running += 1;
      next.start();
    }
  };
  return async (bytes, task) => {
    await new Promise<void>((start) => {
      waiting.push({ bytes, start });
      startNext();
    });
    try {
      return await task();
    } finally {
      held -= bytes;
      running -= 1;
      startNext();
    }
  };
}
