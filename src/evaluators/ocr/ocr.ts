import * as z from 'zod';
import { mean } from '../../statistics/means.ts';
import { list, text } from '../body/text.ts';
import { type ComputedEvaluator, savedField } from '../evaluator.ts';
import { Results } from '../metric.ts';
import { failedReasons, limitsIn, OcrThresholds } from './limits.ts';
import { costOf, type RateName, rateDirections, rateNames, ratesOf } from './rates.ts';

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

const rate = z.number().min(0).nullable();
const share = z.number().min(0).max(1).nullable();

/** What a measurement of recognised texts reports; a metric that was not asked for is null. */
export const OcrResults = Results.extend({
  results: z.object({
    summary: z.object({
      avg_cer: rate,
      avg_wer: rate,
      avg_coverage: share,
      avg_page_coverage: share,
      count: z.number().int(),
      pass_rate: share,
    }),
    results: z.array(
      z.object({
        id: z.string(),
        cer: rate,
        wer: rate,
        coverage: share,
        page_coverage: share,
        passed: z.boolean().nullable(),
        failed_reasons: z.array(z.string()),
      }),
    ),
  }),
});

/** See the schema of the same name. */
export type OcrResults = z.infer<typeof OcrResults>;

/** Character and word error rates and coverage of recognised texts, and whether they meet thresholds. */
export const ocr: ComputedEvaluator<OcrBody, OcrResults> = {
  judged: false,
  body: OcrBody,
  results: OcrResults,
  average: null,
  batchAverage: 'average_score',
  metricNames: rateNames,
  scoresOf: ({ results: { summary } }) =>
    rateNames.flatMap((name) => {
      const value = summary[`avg_${name}`];
      return value === null ? [] : [{ name, value, direction: rateDirections[name] }];
    }),
  evaluate(body) {
    const texts = measureTexts(body);
    const summary = summarise(texts, askedIn(body));
    return {
      results: { summary, results: texts.map(({ report }) => report) },
      failed_metrics: [],
      skipped_metrics: namesPages(body) ? [{ name: 'page_coverage', reason: 'a text has no pages' }] : [],
      partial_results: false,
    };
  },
};

function askedIn({ metrics }: OcrBody): readonly RateName[] {
  return rateNames.filter((name) => !metrics || metrics.includes(name));
}

function namesPages({ metrics, thresholds }: OcrBody): boolean {
  return (metrics?.includes('page_coverage') ?? false) || thresholds?.min_page_coverage != null;
}

interface MeasuredText {
  readonly rates: ReadonlyMap<RateName, number>;
  readonly report: OcrResults['results']['results'][number];
}

function measureTexts(body: OcrBody): readonly MeasuredText[] {
  const asked = askedIn(body);
  const limits = limitsIn(body.thresholds);
  // A limit is checked also where its rate is not to be reported.
  const names = rateNames.filter((each) => asked.includes(each) || limits.some(({ name }) => name === each));
  return body.items.map((item) => {
    const rates = ratesOf(item, names);
    const failed_reasons = [...failedReasons(rates, limits)];
    const shown = (name: RateName) => (asked.includes(name) ? round6(rates.get(name)) : null);
    const passed = limits.length === 0 ? null : failed_reasons.length === 0;
    const own = { cer: shown('cer'), wer: shown('wer'), coverage: shown('coverage'), page_coverage: null };
    return { rates, report: { id: item.id, ...own, passed, failed_reasons } };
  });
}

function summarise(
  texts: readonly MeasuredText[],
  asked: readonly RateName[],
): OcrResults['results']['summary'] {
  const average = (name: RateName) =>
    asked.includes(name) ? round6(mean(texts.flatMap(({ rates }) => rates.get(name) ?? []))) : null;
  const verdicts = texts.flatMap(({ report: { passed } }) => (passed === null ? [] : [Number(passed)]));
  return {
    avg_cer: average('cer'),
    avg_wer: average('wer'),
    avg_coverage: average('coverage'),
    avg_page_coverage: null,
    count: texts.length,
    pass_rate: round6(mean(verdicts)),
  };
}

/** Six decimals: one wrong character in 100,000 must not be shown as none. */
function round6(value: number | null | undefined): number | null {
  return value == null ? null : Math.round(value * 1e6) / 1e6;
}
