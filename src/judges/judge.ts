import type { ErrorCode } from '../errors.ts';
import type { Deadline } from '../resilience/deadline.ts';
import type { Usage } from './usage.ts';

/** A JSON schema for the structured reply a judge is asked for. */
export interface ReplySchema {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** One question to a model judge. Text under test stands only in `prompt`, never in `instructions`. */
export interface JudgeRequest {
  /** The system message: fixed text of ours. */
  readonly instructions: string;
  /** The user message: data blocks first (a stable prefix), the question last. */
  readonly prompt: string;
  readonly reply: ReplySchema;
  /** Independent answers wanted, ≥ 1. */
  readonly samples: number;
  readonly temperature: number;
  readonly maxTokens: number;
  /** Whether a reply's text can be used; an unusable one is asked for again once, with a repair message. */
  readonly usable: (text: string) => boolean;
}

/** The usable replies to a request (at least one; possibly fewer than the samples asked for) and what they took. */
export interface JudgeReply {
  readonly texts: readonly string[];
  readonly usage: Usage;
}

/** Who judged: shown in `metadata.judge`. */
export interface JudgeIdentity {
  readonly provider: string;
  readonly model: string;
}

/** One vector per text, in their order, and what they took. */
export interface EmbeddingReply {
  readonly vectors: readonly (readonly number[])[];
  readonly usage: Usage;
}

/** A provider's embedding model. Every failure is a {@link JudgeError}. */
export interface EmbeddingModel {
  readonly model: string;
  embed(texts: readonly string[], deadline: Deadline): Promise<EmbeddingReply>;
}

/** A language model behind a provider. Every failure is a {@link JudgeError}. */
export interface ModelJudge extends JudgeIdentity {
  readonly kind: 'model';
  /** The embeddings that its provider offers; null if none are known. */
  readonly embeddings: EmbeddingModel | null;
  complete(request: JudgeRequest, deadline: Deadline): Promise<JudgeReply>;
}

/** The four dimensions of a summary. */
export const summaryDimensions = ['fluency', 'consistency', 'relevance', 'coherence'] as const;

/** One of {@link summaryDimensions}. */
export type SummaryDimension = (typeof summaryDimensions)[number];

/** What the embedded judge says of one dimension: a rating on 1..5 and the features that moved it most. */
export interface SummaryMark {
  readonly rating: number;
  readonly explanation: string;
}

/** A statement of a text, as written, and the share of its content words that each passage holds. */
export interface StatementSupport {
  readonly text: string;
  readonly shares: readonly number[];
}

/** The judge in process: no key, no network, a heuristic and labelled so. */
export interface EmbeddedJudge extends JudgeIdentity {
  readonly kind: 'embedded';
  /** Held-out summary-level Spearman correlation with people per dimension. */
  readonly agreement: Readonly<Record<SummaryDimension, number>>;
  /** The share of a statement's content words from which a passage counts as holding it. */
  readonly supportedFrom: number;
  markSummary(source: string, summary: string): Readonly<Record<SummaryDimension, SummaryMark>>;
  /** Whether an answer keeps to its passages, whatever its language and however short. */
  markFaithfulness(passages: readonly string[], answer: string): SummaryMark;
  /** Whether a response is English in order; null where it is not English prose of some length. */
  markClarity(prompt: string, response: string): SummaryMark | null;
  /** The statements of a text (its sentences and lines that have content words) and what passages hold of them. */
  supportStatements(text: string, passages: readonly string[]): readonly StatementSupport[];
  /** The share of a text's content words that each passage holds; null if it has none. */
  coverWords(text: string, passages: readonly string[]): readonly number[] | null;
}

/** Whatever can judge. */
export type Judge = ModelJudge | EmbeddedJudge;

/** The codes with which judging can fail. */
export type JudgeErrorCode = Extract<
  ErrorCode,
  | 'judge_misbehaved'
  | 'judge_refused'
  | 'provider_rejected'
  | 'judge_unavailable'
  | 'circuit_open'
  | 'deadline_exceeded'
  | 'input_exceeds_context'
>;

/** What kind of trouble a failure was, where its code alone does not tell. */
export type JudgeTrouble = 'rate_limit' | 'timeout';

/** A judge's failure, with what its calls took: calls that failed are counted too. */
export class JudgeError extends Error {
  override readonly name = 'JudgeError';
  readonly code: JudgeErrorCode;
  readonly usage: Usage;
  /** Seconds after which a new attempt makes sense. */
  readonly retryAfter: number | undefined;
  readonly trouble: JudgeTrouble | undefined;

  constructor(
    code: JudgeErrorCode,
    detail: string,
    options: { usage: Usage; retryAfter?: number; trouble?: JudgeTrouble; cause?: unknown },
  ) {
    super(detail, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.usage = options.usage;
    this.retryAfter = options.retryAfter;
    this.trouble = options.trouble;
  }
}
