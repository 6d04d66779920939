import { type CallClient, CallFailure, failureMeanings, type Tokens } from './call.ts';
import type { JudgeIdentity } from './judge.ts';
import type { LocalPause } from './pauses.ts';
import type { JudgePolicy, ObservedCall } from './policy.ts';
import { addUsage, noUsage, type Usage } from './usage.ts';

interface Circumstances {
  readonly client: JudgeIdentity;
  readonly policy: JudgePolicy;
  readonly pause: LocalPause;
  readonly signal: AbortSignal;
}

/** What the calls of one request share, whatever kind of call they are. */
export interface Run<Asked, Result extends Answered> extends Circumstances {
  readonly client: CallClient<Asked, Result>;
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
  return obstacle ?? run.policy.slot(() => callOnce(run, asked));
}

async function callOnce<Asked, Result extends Answered>(
  run: Run<Asked, Result>,
  asked: Asked,
): Promise<Result | CallFailure> {
  const { client, policy, signal } = run;
  if (signal.aborted) return timeIsOver();
  const started = policy.now();
  run.usage = addUsage(run.usage, { ...noUsage, calls: 1 });
  try {
    const result = await client.call(asked, { signal, timeoutMs: policy.timeoutMs });
    run.usage = addUsage(run.usage, { ...noUsage, ...result.tokens });
    record(run, started, { outcome: run.outcomeOf(result), tokens: result.tokens });
    return result;
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    record(run, started, { outcome: error.kind, tokens: null });
    return error;
  }
}

function timeIsOver(): CallFailure {
  return new CallFailure('aborted', 'the time of the request is over');
}

// Two pauses and some: in-flight calls that fail during a pause prolong it.
const longestPauseWaitMs = 5_000;
// A timer may fire a little before the clock says so.
const marginMs = 20;

/** Waits for the end of a local pause; one that others keep prolonging is not waited for. */
async function waitForPause({ client, policy, pause, signal }: Circumstances): Promise<CallFailure | null> {
  let left = pause.leftMs(policy.now());
  let waited = 0;
  while (left > 0 && !signal.aborted && waited + left <= longestPauseWaitMs) {
    waited += left;
    await policy.sleep(left + marginMs, signal);
    left = pause.leftMs(policy.now());
  }
  if (signal.aborted) return timeIsOver();
  if (left === 0) return null;
  return new CallFailure('paused', `${client.provider} is paused after failures in a row`, {
    retryAfterMs: left,
  });
}

function record(
  { client: { provider, model }, policy, pause }: Circumstances,
  started: number,
  { outcome, tokens }: Pick<ObservedCall, 'outcome' | 'tokens'>,
): void {
  const now = policy.now();
  const took = now - started;
  const health = outcome === 'ok' ? 'well' : failureMeanings[outcome].health;
  pause.record(health === 'well' && took >= policy.slowMs ? 'sick' : health, now);
  policy.observe({ provider, model, outcome, tokens, seconds: took / 1_000 });
}
