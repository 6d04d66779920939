import type { ReplySchema } from '../../../judges/judge.ts';
import { fence } from '../fence.ts';
import { ragInstructions } from './instructions.ts';
import { listReply } from './list-reply.ts';

/** What the prompt is made from. */
export interface ContextRelevancePromptInput {
  readonly query: string;
  readonly passages: readonly { readonly chunk: number; readonly text: string }[];
  readonly explain: boolean;
  readonly nonce: string;
}

/** Asks of each passage how much it helps to answer the question, 1..5. */
export function contextRelevancePrompt(input: ContextRelevancePromptInput): {
  readonly instructions: string;
  readonly prompt: string;
} {
  const { query, passages, explain, nonce } = input;
  const analysis = explain ? '"analysis": "<your reasoning in at most three sentences>", ' : '';
  return {
    instructions: ragInstructions(nonce),
    prompt: [
      ...passages.map(({ chunk, text }) => fence(`passage ${chunk}`, text, nonce)),
      fence('question', query, nonce),
      'How much does each passage help to answer the question? 5: it holds the whole answer. 4: it holds most of it. 3: it holds a part, or background that is needed. 2: it is about the subject but does not help. 1: it is about something else. Mark every passage by itself, whatever the others hold.',
      `Answer with one JSON object and nothing else: {${analysis}"marks": [{"chunk": <number of the passage>, "score": <whole number from 1 to 5>}]}`,
    ].join('\n\n'),
  };
}

/** The reply for these passages. */
export function contextRelevanceReply(chunks: readonly number[], explain: boolean): ReplySchema {
  return listReply({
    name: 'passage_marks',
    key: 'marks',
    item: {
      chunk: { type: 'integer', minimum: Math.min(...chunks), maximum: Math.max(...chunks) },
      score: { type: 'integer', minimum: 1, maximum: 5 },
    },
    beside: explain ? { analysis: { type: 'string' } } : {},
  });
}
