import { enterWindow, initialReporter, learnLoad, yieldToLoad } from '../resilience/breaker-reporter.ts';
import {
  addOutcome,
  isPausing,
  isSuspicious,
  isUrgent,
  type LocalTally,
  noOutcomes,
  noteOutcome,
  startTally,
  totalOf,
} from '../resilience/breaker-tally.ts';
import { openCircuit } from '../resilience/breaker-transitions.ts';
import {
  findFailing,
  type Tally,
  type Window,
  windowAt,
  windowSeconds,
} from '../resilience/breaker-window.ts';
import { askTable, type CircuitFrame, momentOf } from './circuit-ports.ts';
import type { CircuitView } from './circuit-view.ts';
import { createFlusher, type Flusher } from './flusher.ts';

const windowMs = windowSeconds * 1_000;

/** What an environment observed and the others should know. */
export interface CircuitReports extends Pick<Flusher, 'settle'> {
  /** Counts an outcome of a call that was admitted in an epoch. */
  count(outcome: keyof Tally, epoch: number): void;
  /** Whether anything is counted and not yet written. */
  pending(): boolean;
}

/** Reports to the windows of a circuit, and opens it when they say so. */
export function createCircuitReports(frame: CircuitFrame, view: CircuitView): CircuitReports {
  const { ports } = frame;
  let reporter = initialReporter;
  let outcomes = noOutcomes;
  let tally = startTally(0, 0);
  let mutedUntil = 0;

  const pending = () => totalOf(tally) > 0;
  const write = async (): Promise<void> => {
    const written = tally;
    const now = ports.now();
    tally = startTally(written.epoch, now);
    if (isSuspicious(written)) view.doubt();
    if (isStale(written, now, view) || now < mutedUntil || view.unreachable()) return;
    try {
      const found = await sendTally(frame, written, reporter.shards);
      reporter = learnLoad(reporter, found.reports, windowAt(now).elapsedMs);
      await openIfFailing(frame, view, { found, epoch: written.epoch });
    } catch {
      reporter = yieldToLoad(reporter);
      mutedUntil = now + windowMs;
    }
  };
  const flusher = createFlusher(ports, { pending, write });

  return {
    pending,
    settle: flusher.settle,
    count(outcome, epoch) {
      if (!isClosedIn(view, epoch)) return;
      const now = ports.now();
      outcomes = noteOutcome(outcomes, outcome, now);
      if (isPausing(outcomes)) view.doubt();
      reporter = enterWindow(reporter, outcomes.window, ports.random());
      if (!reporter.reporting) return;
      tally = addOutcome(tally, outcome, { epoch, since: now });
      if (isUrgent(outcomes)) flusher.flush();
      else flusher.flushSoon();
    },
  };
}

function isClosedIn(view: CircuitView, epoch: number): boolean {
  const known = view.known();
  return known?.state === 'closed' && known.epoch === epoch;
}

/** What was counted before a change, or before the environment froze, says nothing of the present. */
function isStale({ epoch, since }: LocalTally, now: number, view: CircuitView): boolean {
  return !isClosedIn(view, epoch) || now - since > windowMs;
}

function sendTally(frame: CircuitFrame, tally: LocalTally, shards: number): Promise<Window> {
  const { name, ports } = frame;
  const { epoch, ok, fail, slow } = tally;
  const { window, second } = windowAt(ports.now());
  const shard = Math.floor(ports.random() * shards);
  const at = { shard, epoch, window, report: { ok, fail, slow, second } };
  return askTable(frame, (signal) => ports.store.report(name, at, signal));
}

async function openIfFailing(
  frame: CircuitFrame,
  view: CircuitView,
  { found, epoch }: { readonly found: Window; readonly epoch: number },
): Promise<void> {
  const failing = findFailing(found, frame.policy);
  const state = view.known();
  if (!failing || state?.epoch !== epoch) return;
  const reason = `${failing.fail} of ${totalOf(failing)} calls failed and ${failing.slow} were slow`;
  const change = openCircuit(state, momentOf(frame), reason);
  if (change) await view.apply(change);
}
