/** Where a process stops: at one of its steps, before it has any effect or after. */
export interface StopPoint {
  readonly step: number;
  readonly moment: 'before' | 'after';
}

/** A process whose steps are the calls of its ports: it stops where it is told to, and goes on only if it is thawed. */
export interface MortalProcess {
  /** The same ports, each call a step. All of their functions are asynchronous. */
  wrap<Ports extends object>(ports: Ports): Ports;
  /** Resolves when the process has stopped. */
  readonly stopped: Promise<void>;
  /** How many steps it has begun. */
  readonly steps: () => number;
  /** Goes on as if no time had passed: as an environment does that was frozen. */
  thaw(): void;
}

type Step = (...given: unknown[]) => Promise<unknown>;

/** Starts a process; null: it never stops. */
export function startProcess(stop: StopPoint | null): MortalProcess {
  const stopping = Promise.withResolvers<void>();
  const thawing = Promise.withResolvers<void>();
  let begun = 0;
  let isFrozen = false;
  const freeze = () => {
    isFrozen = true;
    stopping.resolve();
  };
  const take = async (run: () => Promise<unknown>): Promise<unknown> => {
    const isLast = stop?.step === begun;
    begun += 1;
    if (isLast && stop?.moment === 'before') freeze();
    if (isFrozen) await thawing.promise;
    const result = await run();
    if (isLast && stop?.moment === 'after') freeze();
    // What was under way when it froze has its effect, but nobody learns of it.
    if (isFrozen) await thawing.promise;
    return result;
  };
  const wrapEach = ([name, part]: [string, unknown]) =>
    [
      name,
      typeof part === 'function' ? (...given: unknown[]) => take(() => (part as Step)(...given)) : part,
    ] as const;
  return {
    wrap: <Ports extends object>(ports: Ports) =>
      Object.fromEntries(Object.entries(ports).map(wrapEach)) as Ports,
    stopped: stopping.promise,
    steps: () => begun,
    thaw() {
      isFrozen = false;
      thawing.resolve();
    },
  };
}
