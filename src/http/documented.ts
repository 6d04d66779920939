import type * as z from 'zod';
import type { EvaluationType } from '../evaluators/index.ts';
import type { Contract, Replies, TextContract } from './contract.ts';

/** The groups of operations in the document, in their order there. */
export const tags = {
  Evaluations: 'Scores for one text, answered at once.',
  Batches: 'Many evaluations of one kind: submitted, followed, read and cancelled.',
  Webhooks: 'Signed messages about evaluations and batches, to a URL of yours.',
  Results: 'What was evaluated before.',
  Operations: 'Health and metrics of the service.',
  Documents: 'This document and its page.',
} as const;

/** One of {@link tags}. */
export type Tag = keyof typeof tags;

/** A contract of any endpoint; a scoring one says what it evaluates. */
export type AnyContract =
  | (Contract<unknown, Replies> & { readonly evaluationType?: EvaluationType })
  | TextContract;

type Reply<C> = C extends { readonly replies: infer R extends Replies }
  ? { readonly [Status in keyof R]: z.input<R[Status]> }
  : { readonly 200: string };

/** What a document says of an operation beside its contract: a sentence, a group, and one call with one answer per status. */
export type Example<C> = {
  readonly summary: string;
  readonly tag: Tag;
  readonly replies: Reply<C>;
} & (C extends { readonly body: z.ZodType }
  ? { readonly request: Readonly<Record<string, unknown>> }
  : unknown);

/** A contract with its example. */
export interface DocumentedContract {
  readonly contract: AnyContract;
  readonly summary: string;
  readonly tag: Tag;
  readonly request?: Readonly<Record<string, unknown>>;
  readonly replies: Readonly<Record<number, unknown>>;
}

/** Puts a contract and its example together. */
export function documented<C extends AnyContract>(
  contract: C,
  example: Example<NoInfer<C>>,
): DocumentedContract {
  return { contract, ...example };
}
