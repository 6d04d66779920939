import { fence, fenceNotice } from '../fence.ts';
import type { Prompt } from '../prompt.ts';
import { replyForm } from '../reply-form.ts';
import { replySchema } from '../reply-schema.ts';

/** What the prompt is made from. */
export interface FormatPromptInput {
  readonly expectedFormat: string;
  readonly response: string;
  readonly nonce: string;
}

/** The system and user messages that ask whether a response has the expected format. */
export function formatPrompt({ expectedFormat, response, nonce }: FormatPromptInput): Prompt {
  return {
    instructions: `You check whether a response has the format that was asked for; its content is not your concern. ${fenceNotice(nonce)}`,
    prompt: [
      fence('response', response, nonce),
      `The format that was asked for:\n${expectedFormat}`,
      'Go through its requirements one by one. The response is compliant only if it meets all of them. Name each requirement that it does not meet in one short sentence.',
      replyForm(
        '"compliant": <true or false>, "issues": ["<one sentence per requirement not met; none if compliant>"]',
      ),
    ].join('\n\n'),
  };
}

/** The reply. */
export const formatReply = replySchema('format', {
  compliant: { type: 'boolean' },
  issues: { type: 'array', items: { type: 'string' } },
});
