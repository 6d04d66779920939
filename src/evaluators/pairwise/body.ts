import * as z from 'zod';
import { text } from '../body/text.ts';
import { judgedFields } from '../evaluator.ts';

/** The body of a comparison of two responses. */
export const PairwiseBody = z.object({
  prompt: text(1, 50_000).describe('What both responses answer'),
  response_a: text(1, 50_000).describe('One response'),
  response_b: text(1, 50_000).describe('The other'),
  criteria: text(0, 2_000).nullish().describe('What to compare them by; their use for the prompt if absent'),
  reference: text(0, 50_000).nullish().describe('An answer known to be good'),
  ...judgedFields,
  samples: judgedFields.samples.describe('Independent verdicts per order'),
});

/** See the schema of the same name. */
export type PairwiseBody = z.infer<typeof PairwiseBody>;
