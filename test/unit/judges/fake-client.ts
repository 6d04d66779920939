import {
  type Call,
  CallFailure,
  type Choice,
  type FailureKind,
  type JudgeClient,
} from '../../../src/judges/call.ts';
import { guardJudge } from '../../../src/judges/guard.ts';
import type { JudgeRequest, ModelJudge } from '../../../src/judges/judge.ts';
import { createPolicy, type JudgePolicy, type ObservedCall } from '../../../src/judges/policy.ts';

/** What a client does with a call: texts that are answered, choices as they are, or a failure. */
export type Step = readonly (string | Choice)[] | CallFailure;

/** A judge over a client without a network, and everything that it did. */
export interface Guarded {
  readonly judge: ModelJudge;
  readonly calls: Call[];
  /** Milliseconds of every wait. */
  readonly waits: number[];
  readonly observed: ObservedCall[];
  readonly clock: { now: number };
}

let models = 0;

/** Guards a client that takes the steps in turn, on a clock that only waiting and `callMs` move. */
export function guardSteps(
  steps: readonly Step[],
  options: Partial<JudgePolicy> & { choices?: boolean; callMs?: number } = {},
): Guarded {
  const { choices = false, callMs = 0, ...overrides } = options;
  const [calls, waits, observed, clock]: [Call[], number[], ObservedCall[], { now: number }] = [
    [],
    [],
    [],
    { now: 0 },
  ];
  models += 1;
  const client: JudgeClient = {
    provider: 'openai',
    model: `fake-${models}`,
    takesChoices: () => choices,
    call: async (call) => {
      const step = steps[Math.min(calls.push(call) - 1, steps.length - 1)] ?? [];
      clock.now += callMs;
      if (step instanceof CallFailure) throw step;
      return {
        choices: step.map(toChoice),
        tokens: { prompt_tokens: 10, completion_tokens: 2, cached_tokens: 1 },
      };
    },
  };
  const policy = createPolicy({
    timeoutMs: 20_000,
    now: () => clock.now,
    random: () => 0.5,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
      clock.now += milliseconds;
    },
    observe: (call) => observed.push(call),
    ...overrides,
  });
  return { judge: guardJudge(client, policy), calls, waits, observed, clock };
}

function toChoice(step: string | Choice): Choice {
  return typeof step === 'string' ? { kind: 'complete', text: step } : step;
}

/** A failure of a kind. */
export function failing(kind: FailureKind, retryAfterMs?: number): CallFailure {
  return new CallFailure(kind, `openai: ${kind}`, { retryAfterMs });
}

/** A request whose usable texts are whole numbers. */
export function requestFor(overrides: Partial<JudgeRequest> = {}): JudgeRequest {
  return {
    instructions: 'Judge.',
    prompt: 'How good?',
    reply: { name: 'mark', schema: { type: 'object' } },
    samples: 1,
    temperature: 0,
    maxTokens: 100,
    usable: (text) => /^\d+$/.test(text),
    ...overrides,
  };
}

/** A signal that never aborts. */
export const noDeadline = new AbortController().signal;
