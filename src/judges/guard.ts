import { type Answer, ask } from './attempts.ts';
import { type CallFailure, failureMeanings, type JudgeClient } from './call.ts';
import {
  JudgeError,
  type JudgeErrorCode,
  type JudgeReply,
  type JudgeRequest,
  type JudgeTrouble,
  type ModelJudge,
  noUsage,
} from './judge.ts';
import { pauseOf } from './pauses.ts';
import type { JudgePolicy } from './policy.ts';
import type { Run } from './run.ts';

/** A judge over a client: THE one layer that repeats calls, asks for repairs, keeps the local pause and counts usage. */
export function guardJudge(client: JudgeClient, policy: JudgePolicy): ModelJudge {
  const { provider, model } = client;
  const pause = pauseOf(client);
  const memory: Memory = { honoursChoices: true };
  return {
    kind: 'model',
    embeddings: null,
    provider,
    model,
    complete: async (request, signal) => {
      const run: Run = { client, policy, pause, signal, usage: noUsage };
      return conclude(run, await collect(run, request, memory));
    },
  };
}

interface Memory {
  /** False once a call brought fewer answers than it asked for. */
  honoursChoices: boolean;
}

async function collect(run: Run, request: JudgeRequest, memory: Memory): Promise<readonly Answer[]> {
  const { samples } = request;
  const together = samples > 1 && memory.honoursChoices && run.client.takesChoices();
  if (!together) return await askApart(run, request, samples);
  const answers = await ask(run, request, samples);
  const missing = samples - answers.length;
  if (missing === 0) return answers;
  memory.honoursChoices = false;
  return [...answers, ...(await askApart(run, request, missing))];
}

async function askApart(run: Run, request: JudgeRequest, samples: number): Promise<readonly Answer[]> {
  return (await Promise.all(Array.from({ length: samples }, () => ask(run, request, 1)))).flat();
}

/** A reply if at least half of the samples are usable, else the error that tells most. */
function conclude({ usage, signal }: Run, answers: readonly Answer[]): JudgeReply {
  const texts = answers.flatMap((answer) => ('text' in answer ? [answer.text] : []));
  const failures = answers.flatMap((answer) => ('failure' in answer ? [answer.failure] : []));
  const enough = texts.length > 0 && texts.length * 2 >= answers.length;
  if (enough && !signal.aborted) return { texts, usage };
  if (signal.aborted) throw new JudgeError('deadline_exceeded', 'the time of the request is over', { usage });
  const worst = mostTelling(failures);
  const retryAfter = longestRetryAfter(failures);
  throw new JudgeError(codeOf(worst), worst.message, {
    usage,
    cause: worst,
    ...(retryAfter && { retryAfter }),
    ...troubleOf(worst),
  });
}

/** What cannot succeed by repetition comes first, then what the provider did, last what we did about it. */
const precedence: readonly JudgeErrorCode[] = [
  'deadline_exceeded',
  'input_exceeds_context',
  'provider_rejected',
  'judge_refused',
  'judge_unavailable',
  'circuit_open',
  'judge_misbehaved',
];

function mostTelling(failures: readonly CallFailure[]): CallFailure {
  const rank = (failure: CallFailure) => precedence.indexOf(codeOf(failure));
  return failures.reduce((worst, failure) => (rank(failure) < rank(worst) ? failure : worst));
}

function troubleOf({ kind }: CallFailure): { readonly trouble?: JudgeTrouble } {
  if (kind === 'rate_limited') return { trouble: 'rate_limit' };
  return kind === 'timeout' ? { trouble: 'timeout' } : {};
}

function codeOf({ kind }: CallFailure): JudgeErrorCode {
  return failureMeanings[kind].code;
}

/** Whole seconds, at least 1; 0 if no provider asked for a wait. */
function longestRetryAfter(failures: readonly CallFailure[]): number {
  const longest = Math.max(0, ...failures.map(({ retryAfterMs }) => retryAfterMs ?? 0));
  return Math.ceil(longest / 1_000);
}
