import { fence, fenceNotice } from '../fence.ts';
import { markForm } from '../mark-form.ts';
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
export function qualityPrompt({ criterion, prompt, response, explain, nonce }: QualityPromptInput): {
  readonly instructions: string;
  readonly prompt: string;
} {
  const steps = criterion.steps.map((step, index) => `${index + 1}. ${step}`);
  return {
    instructions: `You judge responses to prompts as a careful, impartial reader, by one criterion at a time. ${fenceNotice(nonce)}`,
    prompt: [
      fence('prompt', prompt, nonce),
      fence('response', response, nonce),
      criterion.question,
      ...(steps.length > 0 ? [`Steps:\n${steps.join('\n')}`] : []),
      'Judge the response by this criterion alone.',
      markForm(qualityScale, explain),
    ].join('\n\n'),
  };
}
