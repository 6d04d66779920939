import { admitCall, retryAfterMs } from '../resilience/breaker-admission.ts';
import { countCall, type RateRefusals, refusesAll } from '../resilience/rate-refusals.ts';
import { createSlowLimit } from '../resilience/slow-limit.ts';
import type { Admission, AdmittedCall, Circuit } from './circuit.ts';
import { createPendingCalls } from './circuit-calls.ts';
import { type CircuitFrame, momentOf } from './circuit-ports.ts';
import { createProbes, type Probe } from './circuit-probes.ts';
import { createCircuitReports } from './circuit-reports.ts';
import { createCircuitView } from './circuit-view.ts';

type Outcome = Parameters<AdmittedCall['end']>[0];

/** A circuit with what its environment has to do beside calls. */
export interface SharedCircuit extends Circuit {
  /** Whether it knows or awaits something that must not be forgotten. */
  busy(): boolean;
  settle(): Promise<void>;
}

/** One environment's part in a circuit that all environments share. */
export function createSharedCircuit(frame: CircuitFrame): SharedCircuit {
  const { name, policy, ports } = frame;
  const view = createCircuitView(frame);
  const reports = createCircuitReports(frame, view);
  const probes = createProbes(frame, view);
  const slowLimit = createSlowLimit(policy);
  const calls = createPendingCalls(ports, slowLimit.limitMs);
  const healthOf = createHealthReading(ports);

  const admit = (epoch: number): Admission => {
    const finish = calls.start(() => reports.count('slow', epoch));
    const end = async (outcome: Outcome): Promise<void> => {
      const { tookMs, wasSlow } = finish();
      const health = healthOf(outcome);
      if (health === 'well') slowLimit.learn(tookMs);
      if (wasSlow || health === 'unknown') return;
      reports.count(health === 'well' ? 'ok' : 'fail', epoch);
    };
    return { kind: 'admitted', call: { end } };
  };

  const admitProbe = (probe: Probe): Admission => {
    // Who is refused for the rate right after an outage had better not be joined by everyone.
    const end = (outcome: Outcome) => probe.end(outcome === 'limited' ? 'sick' : outcome);
    return { kind: 'admitted', call: { end } };
  };

  const reject = (retryAfterMs: number): Admission => {
    ports.onRejection(name);
    return { kind: 'rejected', retryAfterMs };
  };

  return {
    busy: () => calls.count() > 0 || reports.pending() || probes.electing(),
    settle: reports.settle,
    async admit(signal) {
      const state = await view.current();
      if (!state) return admit(-1);
      const verdict = admitCall(state, momentOf(frame));
      if (verdict.kind === 'admit') return admit(state.epoch);
      if (verdict.kind === 'reject') return reject(verdict.retryAfterMs);
      const probe = await probes.claim(signal);
      return probe ? admitProbe(probe) : reject(retryAfterMs(view.known() ?? state, momentOf(frame)));
    },
  };
}

/** Reads what an outcome says of the provider's health; refusals for the rate say something once there is nothing else for long. */
function createHealthReading({
  now,
}: CircuitFrame['ports']): (outcome: Outcome) => Exclude<Outcome, 'limited'> {
  let refusals: RateRefusals = [];
  return (outcome) => {
    if (outcome === 'unknown') return 'unknown';
    refusals = countCall(refusals, outcome === 'limited', now());
    if (outcome !== 'limited') return outcome;
    return refusesAll(refusals, now()) ? 'sick' : 'unknown';
  };
}
