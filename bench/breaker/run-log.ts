import type { BreakerState } from '../../src/resilience/breaker-state.ts';

/** What happened in a run; times in milliseconds since it began. */
export interface RunLog {
  readonly changes: { readonly at: number; readonly to: BreakerState['state'] }[];
  /** When calls reached the provider. */
  readonly callTimes: number[];
  /** Calls made during the trouble that were no probes. */
  wasted: number;
  /** When probes began. */
  readonly probeTimes: number[];
  probesInFlight: number;
  mostProbesInFlight: number;
}

/** A log of nothing yet. */
export function startLog(): RunLog {
  return { changes: [], callTimes: [], wasted: 0, probeTimes: [], probesInFlight: 0, mostProbesInFlight: 0 };
}

/** Notes that a probe begins: how to say that it is over. */
export function noteProbe(log: RunLog, at: number): () => void {
  log.probeTimes.push(at);
  log.probesInFlight += 1;
  log.mostProbesInFlight = Math.max(log.mostProbesInFlight, log.probesInFlight);
  return () => {
    log.probesInFlight -= 1;
  };
}
