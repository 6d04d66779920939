import type { ReplySchema } from '../../../judges/judge.ts';
import { fence } from '../fence.ts';
import { ragInstructions } from './instructions.ts';
import { listReply } from './list-reply.ts';

/** Whether a statement addresses the question. */
export const statementLabels = ['relevant', 'irrelevant'] as const;

/** What the prompt is made from. */
export interface StatementsPromptInput {
  readonly query: string;
  readonly claims: readonly { readonly id: string; readonly text: string }[];
  readonly nonce: string;
}

/** Asks which statements of an answer address the question. */
export function statementsPrompt({ query, claims, nonce }: StatementsPromptInput): {
  readonly instructions: string;
  readonly prompt: string;
} {
  return {
    instructions: ragInstructions(nonce),
    prompt: [
      fence('question', query, nonce),
      fence('statements', claims.map(({ id, text }) => `${id}: ${text}`).join('\n'), nonce),
      'The statements were taken from an answer to the question. For each, say whether it is "relevant": it answers the question or a part of it, or explains or qualifies such an answer. Otherwise it is "irrelevant". Whether it is true does not matter. Leave no statement out.',
      'Answer with one JSON object and nothing else: {"verdicts": [{"id": "<id of the statement>", "label": "relevant" | "irrelevant"}]}',
    ].join('\n\n'),
  };
}

/** The reply for these statements. */
export function statementsReply(ids: readonly string[]): ReplySchema {
  return listReply({
    name: 'statements',
    key: 'verdicts',
    item: { id: { type: 'string', enum: ids }, label: { type: 'string', enum: statementLabels } },
  });
}
