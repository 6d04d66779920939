import { fence, fenceNotice } from '../fence.ts';

/** What the prompt is made from. */
export interface FormatPromptInput {
  readonly expectedFormat: string;
  readonly response: string;
  readonly nonce: string;
}

/** The system and user messages that ask whether a response has the expected format. */
export function formatPrompt({ expectedFormat, response, nonce }: FormatPromptInput): {
  readonly instructions: string;
  readonly prompt: string;
} {
  return {
    instructions: `You check whether a response has the format that was asked for; its content is not your concern. ${fenceNotice(nonce)}`,
    prompt: [
      fence('response', response, nonce),
      `The format that was asked for:\n${expectedFormat}`,
      'Go through its requirements one by one. The response is compliant only if it meets all of them. Name each requirement that it does not meet in one short sentence.',
      'Answer with one JSON object and nothing else: {"compliant": <true or false>, "issues": ["<one sentence per requirement not met; none if compliant>"]}',
    ].join('\n\n'),
  };
}
