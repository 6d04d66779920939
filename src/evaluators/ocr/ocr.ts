import * as z from 'zod';
import { mean } from '../../statistics/means.ts';
import type { ComputedEvaluator } from '../evaluator.ts';
import { skipped, toResults } from '../finding.ts';
import { Results } from '../metric.ts';
import { OcrBody } from './body.ts';
import { failedReasons, limitsIn } from './limits.ts';
import { type RateName, rateDirections, rateNames, ratesOf } from './rates.ts';

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
      ...toResults(namesPages(body) ? [skipped('page_coverage', 'a text has no pages')] : []),
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
