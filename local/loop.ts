import { setTimeout as wait } from 'node:timers/promises';
import { describeFailure } from './failure.ts';

/** Something that goes on in the background. */
export interface Loop {
  /** Starts nothing more, and waits up to the given time for what is under way. */
  stop(graceMilliseconds: number): Promise<void>;
}

/** How a step is repeated. */
export interface LoopOptions {
  /** Between the end of a step and the start of the next. */
  readonly pauseMilliseconds: number;
  readonly log: (line: string) => void;
}

/** One step: its signal aborts when the loop is stopped, and may cut short what waits, never what works. */
export type Step = (signal: AbortSignal) => Promise<void>;

const pauseAfterFailureMilliseconds = 1_000;

/** Repeats a step, at once at first, until stopped; a failure is one line and never the end. */
export function startLoop(step: Step, options: LoopOptions): Loop {
  const stopping = new AbortController();
  const running = repeat(step, stopping.signal, options);
  return {
    stop: async (graceMilliseconds) => {
      stopping.abort();
      const graceEnded = new AbortController();
      await Promise.race([running, pause(graceMilliseconds, graceEnded.signal)]);
      graceEnded.abort();
    },
  };
}

async function repeat(step: Step, signal: AbortSignal, options: LoopOptions): Promise<void> {
  while (!signal.aborted) {
    const failed = await attempt(step, signal, options.log);
    const longest = failed
      ? Math.max(options.pauseMilliseconds, pauseAfterFailureMilliseconds)
      : options.pauseMilliseconds;
    if (longest > 0) await pause(longest, signal);
  }
}

async function attempt(step: Step, signal: AbortSignal, log: LoopOptions['log']): Promise<boolean> {
  try {
    await step(signal);
    return false;
  } catch (error) {
    if (!signal.aborted) log(describeFailure(error));
    return true;
  }
}

/** Ends early, without an error, when the signal aborts. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => {});
}
