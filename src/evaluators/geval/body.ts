import * as z from 'zod';
import { summaryDimensions } from '../../judges/judge.ts';
import { list, text } from '../body/text.ts';
import { judgedFields } from '../evaluator.ts';

/** The body of a G-Eval of one summary. */
export const GevalBody = z.object({
  source_text: text(10, 100_000).describe('The text that was summarised'),
  summary: text(10, 50_000).describe('The summary under test'),
  metrics: list(z.enum(summaryDimensions), 1, 20)
    .nullish()
    .describe('Dimensions to score; null for all four'),
  normalization: z
    .enum(['published', 'min_max'])
    .default('published')
    .describe('raw/max as published, or (raw−1)/(max−1)'),
  ...judgedFields,
});

/** See the schema of the same name. */
export type GevalBody = z.infer<typeof GevalBody>;
