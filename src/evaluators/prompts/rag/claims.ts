import { fence } from '../fence.ts';
import type { Prompt } from '../prompt.ts';
import { replyForm } from '../reply-form.ts';
import { listOf, replySchema } from '../reply-schema.ts';
import { ragInstructions } from './instructions.ts';

/** What the prompt is made from. */
export interface ClaimsPromptInput {
  readonly query: string;
  /** What the text is called. */
  readonly name: string;
  readonly text: string;
  /** The highest number of claims. */
  readonly most: number;
  readonly nonce: string;
}

/** Asks for the claims that a text makes, as the answer to a question. */
export function claimsPrompt({ query, name, text, most, nonce }: ClaimsPromptInput): Prompt {
  return {
    instructions: ragInstructions(nonce),
    prompt: [
      fence('question', query, nonce),
      fence(name, text, nonce),
      `List the claims that the ${name} makes. A claim is one statement that is true or false by itself. Write each so that it can be understood alone: put names in the place of pronouns, and complete a short reply from the question. Keep the language of the ${name}, its numbers and its negations; add nothing, correct nothing, and judge nothing. Greetings, questions, refusals and remarks about not knowing are no claims. At most ${most} claims, the weightiest if there are more, in the order of the ${name}; an empty list if it makes none.`,
      replyForm('"claims": [{"id": "1", "text": "<claim>"}]'),
    ].join('\n\n'),
  };
}

/** The reply: ids are asked for because a numbered list is kept better; they are not used. */
export const claimsReply = replySchema('claims', {
  claims: listOf({ id: { type: 'string' }, text: { type: 'string' } }),
});
