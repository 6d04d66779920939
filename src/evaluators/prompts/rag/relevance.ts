import { fence } from '../fence.ts';
import type { Prompt } from '../prompt.ts';
import { markForm } from '../reply-form.ts';
import { ragInstructions } from './instructions.ts';

/** The scale of relevance. */
export const relevanceScale = [1, 5] as const;

/** What the prompt is made from. */
export interface RelevancePromptInput {
  readonly query: string;
  readonly answer: string;
  readonly explain: boolean;
  readonly nonce: string;
}

/** Asks how well an answer addresses the question, 1..5. */
export function relevancePrompt({ query, answer, explain, nonce }: RelevancePromptInput): Prompt {
  return {
    instructions: ragInstructions(nonce),
    prompt: [
      fence('question', query, nonce),
      fence('answer', answer, nonce),
      'How well does the answer address the question? 5: it answers all that was asked and little else. 4: it answers what matters, with small gaps or some ballast. 3: it answers a part. 2: it touches the subject without answering. 1: it is about something else or says nothing. A reasoned statement that the question cannot be answered addresses it. Whether the answer is true does not matter here.',
      markForm(relevanceScale, explain),
    ].join('\n\n'),
  };
}
