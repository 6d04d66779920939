import { leftMs } from '../resilience/deadline.ts';
import { type CallClient, CallFailure, failureMeanings, type Tokens } from './call.ts';
import type { AdmittedCall, Circuit } from './circuit.ts';
import type { ObservedCall } from './policy.ts';
import { addUsage, noUsage, type Usage } from './usage.ts';
import { type Circumstances, hasTime, takeSlot, timeIsOver, waitForPause } from './waits.ts';

/** What the calls of one request share, whatever kind of call they are. */
export interface Run<Asked, Result extends Answered> extends Circumstances {
  readonly client: CallClient<Asked, Result>;
  readonly circuit: Circuit;
  /** What a result that arrived counts as. */
  readonly outcomeOf: (result: Result) => ObservedCall['outcome'];
  /** What the calls took so far. */
  usage: Usage;
}

/** What every result says: the tokens it took. */
export interface Answered {
  readonly tokens: Tokens;
}

/** One attempt, after the local pause if there is one: the result, or why there is none. Never throws a {@link CallFailure}. */
export async function attemptCall<Asked, Result extends Answered>(
  run: Run<Asked, Result>,
  asked: Asked,
): Promise<Result | CallFailure> {
  const obstacle = await waitForPause(run);
  return obstacle ?? takeSlot(run, () => callIfAdmitted(run, asked));
}

async function callIfAdmitted<Asked, Result extends Answered>(
  run: Run<Asked, Result>,
  asked: Asked,
): Promise<Result | CallFailure> {
  const { client, circuit, deadline } = run;
  if (!hasTime(run, 0)) return timeIsOver();
  const admission = await circuit.admit(deadline.signal);
  if (admission.kind === 'admitted') return callAdmitted(run, admission.call, asked);
  const { retryAfterMs } = admission;
  return new CallFailure('circuit_open', `the circuit of ${client.provider} is open`, { retryAfterMs });
}

async function callAdmitted<Asked, Result extends Answered>(
  run: Run<Asked, Result>,
  admitted: AdmittedCall,
  asked: Asked,
): Promise<Result | CallFailure> {
  let told: Parameters<AdmittedCall['end']>[0] = 'unknown';
  try {
    const result = await callOnce(run, asked);
    told = toldBy(result instanceof CallFailure ? result.kind : run.outcomeOf(result));
    return result;
  } finally {
    await admitted.end(told);
  }
}

function toldBy(outcome: ObservedCall['outcome']): Parameters<AdmittedCall['end']>[0] {
  if (outcome === 'ok') return 'well';
  return outcome === 'rate_limited' ? 'limited' : failureMeanings[outcome].health;
}

async function callOnce<Asked, Result extends Answered>(
  run: Run<Asked, Result>,
  asked: Asked,
): Promise<Result | CallFailure> {
  const { client, policy, deadline } = run;
  const started = policy.now();
  if (!hasTime(run, 0)) return timeIsOver();
  run.usage = addUsage(run.usage, { ...noUsage, calls: 1 });
  try {
    const timeoutMs = Math.min(policy.timeoutMs, leftMs(deadline, started));
    const limits = { signal: deadline.signal, timeoutMs };
    const result = await client.call(asked, limits);
    run.usage = addUsage(run.usage, { ...noUsage, ...result.tokens });
    record(run, started, { outcome: run.outcomeOf(result), tokens: result.tokens });
    return result;
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    // The end of our own time says nothing of the provider.
    const failure = error.kind === 'timeout' && !hasTime(run, 0) ? timeIsOver() : error;
    record(run, started, { outcome: failure.kind, tokens: null, retryAfterMs: failure.retryAfterMs });
    return failure;
  }
}

interface Ending extends Pick<ObservedCall, 'outcome' | 'tokens'> {
  readonly retryAfterMs?: number | undefined;
}

function record(
  { client: { provider, model }, policy, pause }: Circumstances,
  startedAt: number,
  { outcome, tokens, retryAfterMs = 0 }: Ending,
): void {
  const now = policy.now();
  const took = now - startedAt;
  // A call that our own time cut off would have taken longer.
  if (outcome !== 'aborted') policy.pace.note(took);
  const health = outcome === 'ok' ? 'well' : failureMeanings[outcome].health;
  pause.record(health === 'well' && took >= policy.slowMs ? 'sick' : health, now);
  if (outcome === 'ok') policy.slots.answered(now);
  if (outcome === 'rate_limited') {
    policy.slots.refused({ startedAt, now, retryAfterMs });
    pause.hold(retryAfterMs, now);
  }
  policy.observe({ provider, model, outcome, tokens, seconds: took / 1_000 });
}
