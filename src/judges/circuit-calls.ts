import type { CircuitPorts } from './circuit-ports.ts';

interface PendingCall {
  readonly started: number;
  readonly onSlow: () => void;
}

/** The calls in flight, each told once when it has lasted too long. */
export interface PendingCalls {
  /** Notes that a call starts: how to say that it ended. */
  start(onSlow: () => void): () => { readonly tookMs: number; readonly wasSlow: boolean };
  /** How many last, the slow ones not counted. */
  count(): number;
}

/** Watches calls with one timer: the oldest becomes slow first. */
export function createPendingCalls({ now, setTimer }: CircuitPorts, slowAfterMs: () => number): PendingCalls {
  const calls = new Set<PendingCall>();
  let cancelTimer: (() => void) | null = null;

  const watch = (): void => {
    const [oldest] = calls;
    if (cancelTimer || !oldest) return;
    cancelTimer = setTimer(sweep, Math.max(1, oldest.started + slowAfterMs() - now()));
  };
  const sweep = (): void => {
    cancelTimer = null;
    for (const call of calls) {
      if (now() - call.started < slowAfterMs()) break;
      calls.delete(call);
      call.onSlow();
    }
    watch();
  };
  const rest = (): void => {
    if (calls.size > 0) return;
    cancelTimer?.();
    cancelTimer = null;
  };

  return {
    count: () => calls.size,
    start(onSlow) {
      const call = { started: now(), onSlow };
      calls.add(call);
      watch();
      return () => {
        const wasSlow = !calls.delete(call);
        rest();
        return { tookMs: now() - call.started, wasSlow };
      };
    },
  };
}
