import * as z from 'zod';
import { list, text } from '../body/text.ts';
import { savedField } from '../evaluator.ts';

/** How similar two propositions are. */
export const PropositionsMethod = z.enum(['semantic', 'jaccard']);

const statements = list(text(1, 2_000), 1, 1_000);

/** The body of a comparison of extracted propositions with those that there should be. */
export const PropositionsBody = z.object({
  extracted: statements.describe('Propositions that were extracted'),
  reference: statements.describe('Propositions that there should be'),
  method: PropositionsMethod.default('semantic').describe(
    'TF-IDF cosine, or the Jaccard index of lower-case words',
  ),
  threshold: z.number().min(0).max(1).default(0.7).describe('Similarity from which on two are a match'),
  ...savedField,
});

/** See the schema of the same name. */
export type PropositionsBody = z.infer<typeof PropositionsBody>;
