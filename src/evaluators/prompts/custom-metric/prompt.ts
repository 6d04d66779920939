import { fence, fenceNotice } from '../fence.ts';
import type { Prompt } from '../prompt.ts';
import { markForm } from '../reply-form.ts';

/** Version of the prompt around a caller's metric: raised with every change of wording. */
export const customMetricPromptVersion = 1;

/** What the prompt is made from. */
export interface CustomMetricPromptInput {
  readonly name: string;
  readonly description: string;
  /** The caller's question, in which data is referred to and never contained. */
  readonly question: string;
  readonly data: readonly (readonly [name: string, text: string])[];
  readonly scale: readonly [number, number];
  readonly meanings: readonly (readonly [mark: string, meaning: string])[];
  readonly explain: boolean;
  readonly nonce: string;
}

/** How a caller's question refers to a block of data. */
export function dataReference(name: string): string {
  return `[the data block named "${name}"]`;
}

/** The system and user messages for a metric of the caller's own: the data first, the caller's question and scale last. */
export function customMetricPrompt(input: CustomMetricPromptInput): Prompt {
  const { name, description, question, data, scale, meanings, explain, nonce } = input;
  const marks = meanings.map(([mark, meaning]) => `${mark}: ${meaning}`);
  return {
    instructions: `You are a careful, impartial judge who marks one thing by one metric. ${fenceNotice(nonce)}`,
    prompt: [
      ...data.map(([label, text]) => fence(label, text, nonce)),
      `The metric: ${name}${description ? `\n${description}` : ''}`,
      `The task:\n${question}`,
      `The scale goes from ${scale[0]} to ${scale[1]} in whole numbers.${marks.length > 0 ? ' What its marks mean; those between them lie between:' : ` ${scale[1]} is the best.`}`,
      ...(marks.length > 0 ? [marks.join('\n')] : []),
      markForm(scale, explain),
    ].join('\n\n'),
  };
}
