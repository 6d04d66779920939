import {
  type Call,
  CallFailure,
  type CallLimits,
  type Choice,
  type EmbeddingClient,
  type FailureKind,
  type JudgeClient,
} from '../../../src/judges/call.ts';
import { guardEmbeddings } from '../../../src/judges/embedding-guard.ts';
import { guardJudge } from '../../../src/judges/guard.ts';
import type { EmbeddingModel, JudgeRequest, ModelJudge } from '../../../src/judges/judge.ts';
import type { LocalPauses } from '../../../src/judges/pauses.ts';
import {
  createPolicy,
  type JudgePolicy,
  type ObservedCall,
  type PolicyOptions,
} from '../../../src/judges/policy.ts';
import type { RetryBudget } from '../../../src/resilience/retry-budget.ts';

/** What a client does with a call: texts that are answered, choices as they are, or a failure. */
export type Step = readonly (string | Choice)[] | CallFailure;

/** Everything that a guard did by a fake policy. */
export interface Doings {
  /** Milliseconds of every wait. */
  readonly waits: number[];
  readonly observed: ObservedCall[];
  readonly clock: { now: number };
  readonly budget: RetryBudget;
  readonly pauses: LocalPauses;
}

/** A judge over a client without a network, and everything that it did. */
export interface Guarded extends Doings {
  readonly judge: ModelJudge;
  readonly calls: Call[];
  /** The limits of every call. */
  readonly limits: CallLimits[];
}

/** An embedding model over a client without a network, and everything that it did. */
export interface GuardedEmbeddings extends Doings {
  readonly embeddings: EmbeddingModel;
  /** The texts of every call. */
  readonly calls: (readonly string[])[];
}

/** How a fake policy and its client differ from the usual. */
type FakeOptions = PolicyOptions & { readonly choices?: boolean; readonly callMs?: number };

let models = 0;

/** Guards a client that takes the steps in turn, on a clock that only waiting and `callMs` move. */
export function guardSteps(steps: readonly Step[], options: FakeOptions = {}): Guarded {
  const { choices = false, callMs = 0, ...overrides } = options;
  const { policy, ...doings } = fakePolicy(overrides);
  const [calls, limits]: [Call[], CallLimits[]] = [[], []];
  models += 1;
  const client: JudgeClient = {
    provider: 'openai',
    model: `fake-${models}`,
    takesChoices: () => choices,
    call: async (call, own) => {
      limits.push(own);
      const step = steps[Math.min(calls.push(call) - 1, steps.length - 1)] ?? [];
      doings.clock.now += callMs;
      if (step instanceof CallFailure) throw step;
      return {
        choices: step.map(toChoice),
        tokens: { prompt_tokens: 10, completion_tokens: 2, cached_tokens: 1 },
      };
    },
  };
  return { judge: guardJudge(client, policy, null), calls, limits, ...doings };
}

/** Guards an embedding client that takes the steps in turn: vectors that are answered, or a failure. */
export function guardEmbeddingSteps(
  steps: readonly (readonly (readonly number[])[] | CallFailure)[],
  options: FakeOptions = {},
): GuardedEmbeddings {
  const { callMs = 0, ...overrides } = options;
  const { policy, ...doings } = fakePolicy(overrides);
  const calls: (readonly string[])[] = [];
  models += 1;
  const client: EmbeddingClient = {
    provider: 'openai',
    model: `fake-${models}`,
    call: async (texts) => {
      const step = steps[Math.min(calls.push(texts) - 1, steps.length - 1)] ?? [];
      doings.clock.now += callMs;
      if (step instanceof CallFailure) throw step;
      return { vectors: step, tokens: { prompt_tokens: 10, completion_tokens: 0, cached_tokens: 0 } };
    },
  };
  return { embeddings: guardEmbeddings(client, policy), calls, ...doings };
}

/** A policy on a clock that only its waits move. */
export function fakePolicy(overrides: PolicyOptions): Doings & { readonly policy: JudgePolicy } {
  const [waits, observed, clock]: [number[], ObservedCall[], { now: number }] = [[], [], { now: 0 }];
  const policy = createPolicy(20_000, {
    now: () => clock.now,
    random: () => 0.5,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
      clock.now += milliseconds;
    },
    observe: (call) => observed.push(call),
    ...overrides,
  });
  return { policy, waits, observed, clock, budget: policy.budget, pauses: policy.pauses };
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
