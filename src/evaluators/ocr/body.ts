import * as z from 'zod';
import { list, text } from '../body/text.ts';
import { savedField } from '../evaluator.ts';
import { OcrThresholds } from './limits.ts';
import { costOf, rateNames } from './rates.ts';

const metricNames = [...rateNames, 'page_coverage'] as const;
// Comparing texts takes time in the product of their lengths.
const maxCost = 2_000_000_000;

const OcrItem = z.object({
  id: z.string().min(1).max(100).describe("The caller's name for the text"),
  extracted_text: text(0, 100_000).describe('What was recognised'),
  ground_truth_text: text(0, 100_000).describe('What there is to recognise'),
  ground_truth_pages: z.number().int().min(1).nullish().describe('Accepted, without effect on a text'),
});

/** The body of a measurement of recognised texts. */
export const OcrBody = z
  .object({
    items: list(OcrItem, 1, 100).describe('Recognised texts with their ground truths'),
    metrics: list(z.enum(metricNames), 1, 20).nullish().describe('Metrics to report; null for all'),
    thresholds: OcrThresholds.nullish().describe('What each text has to meet to pass'),
    ...savedField,
  })
  .superRefine(({ items }, context) => {
    const cost = items.reduce((sum, item) => sum + costOf(item), 0);
    if (cost <= maxCost) return;
    const message = `take ${cost} comparisons (characters of each text times those of its ground truth); at most ${maxCost}: send fewer or shorter texts`;
    context.addIssue({ code: 'custom', path: ['items'], message });
  });

/** See the schema of the same name. */
export type OcrBody = z.infer<typeof OcrBody>;
