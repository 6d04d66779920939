import { type Call, CallFailure, type Choice, type Completion, type JudgeClient } from './call.ts';
import type { JudgeRequest } from './judge.ts';
import { callWithRetries, mostAttempts } from './retries.ts';
import type { Run } from './run.ts';
import { hasTime } from './waits.ts';

/** A request's run over calls of a language model. */
export interface JudgeRun extends Run<Call, Completion> {
  readonly client: JudgeClient;
}

/** One answer wanted: its usable text, or why there is none. */
export type Answer = { readonly text: string } | { readonly failure: CallFailure };

const repairMessage =
  'Your last answer could not be read. Answer again with only the JSON object that was asked for, complete, without any other text.';

/** Asks once for several answers, with retries; fewer answers than choices mean that the provider gave fewer. */
export async function ask(run: JudgeRun, request: JudgeRequest, choices: number): Promise<readonly Answer[]> {
  const { instructions, prompt, reply, temperature, maxTokens } = request;
  const call = { instructions, prompt, reply, temperature, maxTokens, choices };
  run.policy.budget.earn();
  const { result, attempts } = await callWithRetries(run, call, 0);
  if (result instanceof CallFailure) return Array.from({ length: choices }, () => ({ failure: result }));
  const received = result.choices.slice(0, choices);
  return await Promise.all(received.map((choice) => settle({ run, request, call, attempts }, choice)));
}

interface Asked {
  readonly run: JudgeRun;
  readonly request: JudgeRequest;
  readonly call: Call;
  /** Attempts that were made until the answer came. */
  readonly attempts: number;
}

/** Takes a usable answer as it is; has an unusable one repaired once, if an attempt is left. */
async function settle(asked: Asked, choice: Choice): Promise<Answer> {
  const { run, call, attempts } = asked;
  const answer = judgeUsability(asked, choice);
  const declined = choice.kind === 'refused' || choice.kind === 'filtered';
  if ('text' in answer || declined || attempts >= mostAttempts) return answer;
  if (!hasTime(run, 0) || !run.policy.budget.spend()) return answer;
  const repaired = await callWithRetries(run, repairCall(call, choice), attempts);
  if (repaired.result instanceof CallFailure) return { failure: repaired.result };
  const second = repaired.result.choices[0];
  return second ? judgeUsability(asked, second) : answer;
}

function judgeUsability({ run, request }: Asked, { kind, text }: Choice): Answer {
  const { provider } = run.client;
  if (kind === 'refused' || kind === 'filtered') {
    return { failure: new CallFailure(kind, `${provider} declined to answer`) };
  }
  if (text.trim() !== '' && request.usable(text)) return { text };
  const failure = kind === 'truncated' ? 'truncated' : 'malformed';
  return { failure: new CallFailure(failure, `${provider} gave no usable answer`) };
}

/** The same question with the plea at its end: one user message, because some models take no two in a row. */
function repairCall(call: Call, { kind }: Choice): Call {
  const maxTokens = kind === 'truncated' ? call.maxTokens * 2 : call.maxTokens;
  return { ...call, prompt: `${call.prompt}\n\n${repairMessage}`, maxTokens, choices: 1 };
}
