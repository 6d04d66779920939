import { fence, fenceNotice } from '../fence.ts';

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
export function pairwisePrompt(input: PairwisePromptInput): {
  readonly instructions: string;
  readonly prompt: string;
} {
  const { prompt, reference, criteria, responses, explain, nonce } = input;
  const winner = '"winner": <1, 2 or "tie">';
  const form = explain
    ? `{"analysis": "<your comparison in at most three sentences>", ${winner}}`
    : `{${winner}}`;
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
      `Answer with one JSON object and nothing else: ${form}`,
    ].join('\n\n'),
  };
}
