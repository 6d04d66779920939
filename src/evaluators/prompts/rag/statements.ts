import type { ReplySchema } from '../../../judges/judge.ts';
import { fence } from '../fence.ts';
import type { Prompt } from '../prompt.ts';
import { replyForm } from '../reply-form.ts';
import { listOf, replySchema } from '../reply-schema.ts';
import { claimsBlock, type ShownClaim } from './blocks.ts';
import { ragInstructions } from './instructions.ts';

/** Whether a statement addresses the question. */
export const statementLabels = ['relevant', 'irrelevant'] as const;

/** What the prompt is made from. */
export interface StatementsPromptInput {
  readonly query: string;
  readonly claims: readonly ShownClaim[];
  readonly nonce: string;
}

/** Asks which statements of an answer address the question. */
export function statementsPrompt({ query, claims, nonce }: StatementsPromptInput): Prompt {
  return {
    instructions: ragInstructions(nonce),
    prompt: [
      fence('question', query, nonce),
      claimsBlock('statements', claims, nonce),
      'The statements were taken from an answer to the question. For each, say whether it is "relevant": it answers the question or a part of it, or explains or qualifies such an answer. Otherwise it is "irrelevant". Whether it is true does not matter. Leave no statement out.',
      replyForm('"verdicts": [{"id": "<id of the statement>", "label": "relevant" | "irrelevant"}]'),
    ].join('\n\n'),
  };
}

/** The reply for these statements. */
export function statementsReply(ids: readonly string[]): ReplySchema {
  const label = { type: 'string', enum: statementLabels };
  return replySchema('statements', { verdicts: listOf({ id: { type: 'string', enum: ids }, label }) });
}
