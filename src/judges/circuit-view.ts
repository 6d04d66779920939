import type { BreakerState, Transition } from '../resilience/breaker-state.ts';
import { askTable, type CircuitFrame } from './circuit-ports.ts';

type Applied = 'made' | 'lost' | 'unknown';

/** What an environment knows of a circuit that all of them share. */
export interface CircuitView {
  /** The last state known, however old. */
  known(): BreakerState | null;
  /** The state to go by, read anew when it is old; null when nothing is known and calls should go through. */
  current(): Promise<BreakerState | null>;
  /** Reads the state anew unless the table failed a moment ago; all who ask at the same time share one read. */
  refresh(): Promise<void>;
  /** Has calls read the state anew every half second for a while, unless the table failed a moment ago. */
  doubt(): void;
  /** Writes a change: made, not made since the circuit is no longer what it was, or unknown since the table failed. */
  apply(change: Transition): Promise<Applied>;
  /** Whether the table failed a moment ago: it is left alone for as long as a state is used. */
  unreachable(): boolean;
}

const doubtMs = 3_000;
const doubtfulCacheMs = 500;

/** A view that knows nothing yet. */
export function createCircuitView(frame: CircuitFrame): CircuitView {
  const { name, policy, ports } = frame;
  let known: BreakerState | null = null;
  let knownAt = Number.NEGATIVE_INFINITY;
  let freshUntil = Number.NEGATIVE_INFINITY;
  let doubtUntil = Number.NEGATIVE_INFINITY;
  let failed = false;
  let reading: Promise<void> | null = null;

  const look = (found: boolean): void => {
    const now = ports.now();
    failed = !found;
    if (found) knownAt = now;
    const doubtful = found && now < doubtUntil;
    freshUntil = now + (doubtful ? doubtfulCacheMs : policy.cacheMs * (0.75 + 0.5 * ports.random()));
  };
  const read = async (): Promise<void> => {
    try {
      const state = await askTable(frame, (signal) => ports.store.read(name, signal));
      // A read may be older than what this environment itself wrote.
      if (known === null || state.epoch >= known.epoch) known = state;
      look(true);
    } catch {
      look(false);
    }
  };
  const unreachable = () => failed && ports.now() < freshUntil;
  const refresh = (): Promise<void> => {
    if (unreachable()) return Promise.resolve();
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };

  return {
    known: () => known,
    refresh,
    unreachable,
    doubt() {
      if (failed) return;
      const now = ports.now();
      doubtUntil = now + doubtMs;
      freshUntil = Math.min(freshUntil, knownAt + doubtfulCacheMs);
    },
    async current() {
      if (ports.now() >= freshUntil) await refresh();
      return ports.now() - knownAt <= policy.keepMs ? known : null;
    },
    async apply(change) {
      const outcome = await writeChange(frame, change);
      if (outcome === 'made') known = change.to;
      if (outcome === 'lost') freshUntil = Number.NEGATIVE_INFINITY;
      else look(outcome === 'made');
      return outcome;
    },
  };
}

async function writeChange(frame: CircuitFrame, change: Transition): Promise<Applied> {
  const { name, ports } = frame;
  try {
    const made = await askTable(frame, (signal) => ports.store.change(name, change, signal));
    if (!made) return 'lost';
  } catch {
    return 'unknown';
  }
  if (change.from.state !== change.to.state) ports.onTransition({ ...name, to: change.to.state });
  return 'made';
}
