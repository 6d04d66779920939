import type { JudgeErrorCode, JudgeIdentity, ReplySchema } from './judge.ts';

/** One HTTP call to a model. */
export interface Call {
  readonly instructions: string;
  readonly prompt: string;
  readonly reply: ReplySchema;
  readonly temperature: number;
  readonly maxTokens: number;
  /** Answers wanted from this one call, ≥ 1; more than 1 only where the client takes several. */
  readonly choices: number;
}

/** How long a call may take, and what ends it early. */
export interface CallLimits {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** One answer of a model: its text, possibly empty, and whether it came to its end. */
export interface Choice {
  readonly kind: 'complete' | 'truncated' | 'refused' | 'filtered';
  readonly text: string;
}

/** What a call took. */
export interface Tokens {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly cached_tokens: number;
}

/** The answers to one call, possibly fewer than asked for, and what they took. */
export interface Completion {
  readonly choices: readonly Choice[];
  readonly tokens: Tokens;
}

/** One vector per text of a call, in their order, and what they took. */
export interface Embeddings {
  readonly vectors: readonly (readonly number[])[];
  readonly tokens: Tokens;
}

/** A client for one kind of call to one model: makes a call, never repeats it. Every failure is a {@link CallFailure}. */
export interface CallClient<Asked, Result> extends JudgeIdentity {
  call(asked: Asked, limits: CallLimits): Promise<Result>;
}

/** A protocol family's client of a language model. */
export interface JudgeClient extends CallClient<Call, Completion> {
  /** Whether one call can bring several answers, as far as is known now. */
  takesChoices(): boolean;
}

/** A protocol family's client of an embedding model; a call is the texts, at least one. */
export type EmbeddingClient = CallClient<readonly string[], Embeddings>;

/** What a kind of failure means: whether another attempt may help, its code, and what it says of the provider's health. */
export interface FailureMeaning {
  readonly retry: boolean;
  readonly code: JudgeErrorCode;
  readonly health: 'sick' | 'well' | 'unknown';
}

/** The ways in which a call can fail. A refusal of ours (4xx) proves that the provider is alive; a 429 proves nothing. */
export const failureMeanings = {
  rate_limited: { retry: true, code: 'judge_unavailable', health: 'unknown' },
  server: { retry: true, code: 'judge_unavailable', health: 'sick' },
  timeout: { retry: true, code: 'judge_unavailable', health: 'sick' },
  reset: { retry: true, code: 'judge_unavailable', health: 'sick' },
  conflict: { retry: true, code: 'judge_unavailable', health: 'unknown' },
  malformed: { retry: true, code: 'judge_misbehaved', health: 'unknown' },
  /** The provider named a parameter that the client has since learnt to leave out. */
  unsupported: { retry: true, code: 'provider_rejected', health: 'well' },
  rejected: { retry: false, code: 'provider_rejected', health: 'well' },
  too_long: { retry: false, code: 'input_exceeds_context', health: 'well' },
  refused: { retry: false, code: 'judge_refused', health: 'well' },
  filtered: { retry: false, code: 'judge_refused', health: 'well' },
  truncated: { retry: true, code: 'judge_misbehaved', health: 'well' },
  circuit_open: { retry: false, code: 'circuit_open', health: 'unknown' },
  aborted: { retry: false, code: 'deadline_exceeded', health: 'unknown' },
} as const satisfies Record<string, FailureMeaning>;

/** A key of {@link failureMeanings}. */
export type FailureKind = keyof typeof failureMeanings;

/** A call that brought no answer. Its message names the provider and the kind, never a key or a provider's words. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  readonly kind: FailureKind;
  /** Milliseconds that the provider asked to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: FailureKind,
    detail: string,
    options: { retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(detail, 'cause' in options ? { cause: options.cause } : undefined);
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}
