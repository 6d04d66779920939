import { type CallFailure, failureMeanings } from './call.ts';
import { JudgeError, type JudgeErrorCode, type JudgeTrouble } from './judge.ts';
import type { Usage } from './usage.ts';

/** What a request that could not be answered fails with: the failure that tells most, after all calls; at least one failure. */
export function judgeErrorOf(failures: readonly CallFailure[], usage: Usage): JudgeError {
  const worst = mostTelling(failures);
  const retryAfter = longestRetryAfter(failures);
  return new JudgeError(codeOf(worst), worst.message, {
    usage,
    cause: worst,
    ...(retryAfter && { retryAfter }),
    ...troubleOf(worst),
  });
}

/** What a request fails with whose time ended before it was answered. */
export function timeIsOverError(usage: Usage): JudgeError {
  return new JudgeError('deadline_exceeded', 'the time of the request is over', { usage });
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
