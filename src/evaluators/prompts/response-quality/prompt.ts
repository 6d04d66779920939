import { fence, fenceNotice } from '../fence.ts';
import type { Prompt } from '../prompt.ts';
import { markForm } from '../reply-form.ts';
import { stepsPart } from '../steps.ts';
import type { QualityCriterion } from './criterion.ts';

/** Version of the prompts about a response's quality and format: raised with every change of wording. */
export const responseQualityPromptVersion = 1;

/** The scale of every quality. */
export const qualityScale = [1, 5] as const;

/** What the prompt is made from. */
export interface QualityPromptInput {
  readonly criterion: QualityCriterion;
  readonly prompt: string;
  readonly response: string;
  readonly explain: boolean;
  readonly nonce: string;
}

/** The system and user messages for one quality: the data first (a prefix shared by all qualities), the question last. */
export function qualityPrompt({ criterion, prompt, response, explain, nonce }: QualityPromptInput): Prompt {
  return {
    instructions: `You judge responses to prompts as a careful, impartial reader, by one criterion at a time. ${fenceNotice(nonce)}`,
    prompt: [
      fence('prompt', prompt, nonce),
      fence('response', response, nonce),
      criterion.question,
      ...stepsPart(criterion.steps),
      'Judge the response by this criterion alone.',
      markForm(qualityScale, explain),
    ].join('\n\n'),
  };
}
