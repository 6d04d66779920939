import type { ReplySchema } from '../../../judges/judge.ts';
import type { Prompt } from '../prompt.ts';
import { replyForm } from '../reply-form.ts';
import { listOf, replySchema } from '../reply-schema.ts';
import { claimsBlock, passageBlocks, type ShownClaim, type ShownPassage } from './blocks.ts';
import { ragInstructions } from './instructions.ts';

/** What passages can say of a claim. */
export const claimLabels = ['supported', 'contradicted', 'not_found'] as const;

/** What the prompt is made from. */
export interface VerdictsPromptInput {
  readonly passages: readonly ShownPassage[];
  readonly claims: readonly ShownClaim[];
  /** Whether an earlier answer left these claims open. */
  readonly again: boolean;
  readonly nonce: string;
}

/** Asks what passages say of claims: the passages first, a prefix that all batches of claims share. */
export function verdictsPrompt({ passages, claims, again, nonce }: VerdictsPromptInput): Prompt {
  return {
    instructions: ragInstructions(nonce),
    prompt: [
      ...passageBlocks(passages, nonce),
      claimsBlock('claims', claims, nonce),
      'For each claim, say what the passages say of it: "supported" if a passage states it or it follows from the passage alone, "contradicted" if a passage rules it out, "not_found" if neither. A number, a name or a negation that differs is no support.',
      'A supported claim gets one verdict for each passage that supports it by itself, with the number of that passage as "chunk" and as "quote" the few words of that passage, at most twenty, copied letter by letter, that show it. Every other claim gets one verdict whose chunk and quote are null. Leave no claim out.',
      ...(again
        ? ['An earlier answer gave no verdict on these claims, or a quote that is not in its passage.']
        : []),
      replyForm(
        '"verdicts": [{"id": "<id of the claim>", "label": "supported" | "contradicted" | "not_found", "chunk": <number> | null, "quote": "<words>" | null}]',
      ),
    ].join('\n\n'),
  };
}

/** The reply for these claims and passages. */
export function verdictsReply(ids: readonly string[], chunks: readonly number[]): ReplySchema {
  const verdicts = listOf({
    id: { type: 'string', enum: ids },
    label: { type: 'string', enum: claimLabels },
    chunk: { type: ['integer', 'null'], minimum: Math.min(...chunks), maximum: Math.max(...chunks) },
    quote: { type: ['string', 'null'] },
  });
  return replySchema('verdicts', { verdicts });
}
