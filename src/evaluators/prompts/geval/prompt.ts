import { fence, fenceNotice } from '../fence.ts';
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
export function gevalPrompt(input: GevalPromptInput): {
  readonly instructions: string;
  readonly prompt: string;
} {
  const { criterion, source, summary, explain, nonce } = input;
  const [lowest, highest] = criterion.scale;
  const data = [
    ...(criterion.needsSource ? [fence('source', source, nonce)] : []),
    fence('summary', summary, nonce),
  ];
  const steps = criterion.steps.map((step, index) => `${index + 1}. ${step}`);
  const form = explain
    ? `Answer with one JSON object and nothing else: {"analysis": "<your reasoning in at most three sentences>", "score": <whole number from ${lowest} to ${highest}>}`
    : `Answer with one JSON object and nothing else: {"score": <whole number from ${lowest} to ${highest}>}`;
  return {
    instructions: `You judge summaries as a careful, impartial reader. ${fenceNotice(nonce)}`,
    prompt: [
      ...data,
      criterion.question,
      ...(steps.length > 0 ? [`Steps:\n${steps.join('\n')}`] : []),
      form,
    ].join('\n\n'),
  };
}
