import { fence, fenceNotice } from '../fence.ts';
import type { Prompt } from '../prompt.ts';
import { markForm } from '../reply-form.ts';
import { stepsPart } from '../steps.ts';
import type { SummaryCriterion } from './criterion.ts';

/** Version of the G-Eval prompt and its criteria: raised with every change of wording. */
export const gevalPromptVersion = 1;

/** What the prompt is made from. */
export interface GevalPromptInput {
  readonly criterion: SummaryCriterion;
  readonly source: string;
  readonly summary: string;
  readonly explain: boolean;
  readonly nonce: string;
}

/** The system and user messages for one dimension: instructions, then the data (a prefix shared by all dimensions that need the source), the question last. */
export function gevalPrompt(input: GevalPromptInput): Prompt {
  const { criterion, source, summary, explain, nonce } = input;
  const data = [
    ...(criterion.needsSource ? [fence('source', source, nonce)] : []),
    fence('summary', summary, nonce),
  ];
  return {
    instructions: `You judge summaries as a careful, impartial reader. ${fenceNotice(nonce)}`,
    prompt: [
      ...data,
      criterion.question,
      ...stepsPart(criterion.steps),
      markForm(criterion.scale, explain),
    ].join('\n\n'),
  };
}
