import type { ReplySchema } from '../../../judges/judge.ts';
import { fence } from '../fence.ts';
import type { Prompt } from '../prompt.ts';
import { replyForm } from '../reply-form.ts';
import { listOf, replySchema } from '../reply-schema.ts';
import { passageBlocks, type ShownPassage } from './blocks.ts';
import { ragInstructions } from './instructions.ts';

/** What the prompt is made from. */
export interface ContextRelevancePromptInput {
  readonly query: string;
  readonly passages: readonly ShownPassage[];
  readonly explain: boolean;
  readonly nonce: string;
}

/** Asks of each passage how much it helps to answer the question, 1..5. */
export function contextRelevancePrompt(input: ContextRelevancePromptInput): Prompt {
  const { query, passages, explain, nonce } = input;
  return {
    instructions: ragInstructions(nonce),
    prompt: [
      ...passageBlocks(passages, nonce),
      fence('question', query, nonce),
      'How much does each passage help to answer the question? 5: it holds the whole answer. 4: it holds most of it. 3: it holds a part, or background that is needed. 2: it is about the subject but does not help. 1: it is about something else. Mark every passage by itself, whatever the others hold.',
      replyForm(
        '"marks": [{"chunk": <number of the passage>, "score": <whole number from 1 to 5>}]',
        explain && 'reasoning',
      ),
    ].join('\n\n'),
  };
}

/** The reply for these passages. */
export function contextRelevanceReply(chunks: readonly number[], explain: boolean): ReplySchema {
  const marks = listOf({
    chunk: { type: 'integer', minimum: Math.min(...chunks), maximum: Math.max(...chunks) },
    score: { type: 'integer', minimum: 1, maximum: 5 },
  });
  return replySchema('passage_marks', { marks }, explain);
}
