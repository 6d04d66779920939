import type { BreakerState } from '../resilience/breaker-state.ts';
import { claimProbe, endProbe, type ProbeEnd } from '../resilience/breaker-transitions.ts';
import { type CircuitFrame, momentOf, pauseFor } from './circuit-ports.ts';
import type { CircuitView } from './circuit-view.ts';

/** The one call that may be made while a circuit is half open. */
export interface Probe {
  end(health: ProbeEnd['health']): Promise<void>;
}

/** Who makes the probe: the fleet elects one call, and its environment goes on with the next. */
export interface Probes {
  /** A probe to be made by the call that asks; null if another makes it. */
  claim(signal: AbortSignal): Promise<Probe | null>;
  /** Whether a call of this environment is about to make one. */
  electing(): boolean;
}

/** Takes part in the elections of a circuit. */
export function createProbes(frame: CircuitFrame, view: CircuitView): Probes {
  let electing = false;
  let goesOnAt: number | null = null;

  const end = async (probe: ProbeEnd): Promise<void> => {
    const state = view.known();
    const change = state && endProbe(state, momentOf(frame), probe);
    if (!change) return;
    goesOnAt = change.to.epoch;
    // The fleet waits for this: a write that may have failed is repeated, and lost if it had not.
    if ((await view.apply(change)) === 'unknown') await view.apply(change);
  };
  const elect = async (signal: AbortSignal): Promise<Probe | null> => {
    // Whose own probe has just ended need not wait: the state is what this environment wrote.
    if (!isBetweenProbes(view.known(), goesOnAt)) await waitForTurn(frame, view, signal);
    if (signal.aborted || view.unreachable()) return null;
    const owner = await claim(frame, view);
    return owner === null ? null : { end: (health) => end({ owner, health }) };
  };

  return {
    electing: () => electing,
    async claim(signal) {
      if (electing || view.unreachable()) return null;
      electing = true;
      try {
        return await elect(signal);
      } finally {
        electing = false;
      }
    },
  };
}

function isBetweenProbes(state: BreakerState | null, epoch: number | null): boolean {
  return state?.state === 'half_open' && state.owner === null && state.epoch === epoch;
}

/** Environments spread, and look again before they write: most find that another was first. */
async function waitForTurn(frame: CircuitFrame, view: CircuitView, signal: AbortSignal): Promise<void> {
  const { policy, ports } = frame;
  await pauseFor(ports, ports.random() * policy.electionMs, signal);
  if (!signal.aborted) await view.refresh();
}

async function claim(frame: CircuitFrame, view: CircuitView): Promise<string | null> {
  const state = view.known();
  const owner = frame.ports.newId();
  const change = state && claimProbe(state, momentOf(frame), owner);
  return change && (await view.apply(change)) === 'made' ? owner : null;
}
