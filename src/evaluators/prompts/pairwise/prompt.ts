import type { ReplySchema } from '../../../judges/judge.ts';
import { fence, fenceNotice } from '../fence.ts';
import type { Prompt } from '../prompt.ts';
import { replyForm } from '../reply-form.ts';
import { replySchema } from '../reply-schema.ts';

/** Version of the pairwise prompt: raised with every change of wording. */
export const pairwisePromptVersion = 1;

/** What the prompt is made from. */
export interface PairwisePromptInput {
  readonly prompt: string;
  readonly reference: string | null;
  readonly criteria: string | null;
  /** The responses in the order in which they are shown, as 1 and 2. */
  readonly responses: readonly [string, string];
  readonly explain: boolean;
  readonly nonce: string;
}

const usualCriteria =
  'which of them serves the prompt better: it does what is asked, it is right, and it is clear. Being right and doing what is asked come before style.';

/** The system and user messages for one order of two responses: the data first (what both orders share before the rest), the question last. */
export function pairwisePrompt(input: PairwisePromptInput): Prompt {
  const { prompt, reference, criteria, responses, explain, nonce } = input;
  return {
    instructions: `You compare two responses to the same prompt as a careful, impartial reader. Neither their order nor their length nor the confidence of their tone counts. ${fenceNotice(nonce)}`,
    prompt: [
      fence('prompt', prompt, nonce),
      ...(reference === null ? [] : [fence('reference', reference, nonce)]),
      fence('response 1', responses[0], nonce),
      fence('response 2', responses[1], nonce),
      ...(reference === null
        ? []
        : ['The reference is an answer known to be good; a response need not word things as it does.']),
      criteria === null ? `Compare ${usualCriteria}` : `Compare them by these criteria alone:\n${criteria}`,
      'If neither is better, it is a tie.',
      replyForm('"winner": <1, 2 or "tie">', explain && 'comparison'),
    ].join('\n\n'),
  };
}

/** The reply. */
export function pairwiseReply(explain: boolean): ReplySchema {
  const winner = {
    anyOf: [
      { type: 'integer', enum: [1, 2] },
      { type: 'string', enum: ['tie'] },
    ],
  };
  return replySchema('verdict', { winner }, explain);
}
