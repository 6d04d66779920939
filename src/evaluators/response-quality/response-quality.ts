import * as z from 'zod';
import { weightedMean } from '../../statistics/weighted-mean.ts';
import type { JudgedEvaluator } from '../evaluator.ts';
import { errorsIn, type Finding, scoredIn, toMetricResults } from '../finding.ts';
import { type Metric, MetricResults, metricScores, round4OrNull } from '../metric.ts';
import { responseQualities } from '../prompts/response-quality/index.ts';
import { responseQualityPromptVersion } from '../prompts/response-quality/prompt.ts';
import { advise } from './advice.ts';
import { metricNamesOf, ResponseQualityBody, weightsOf } from './body.ts';
import { checkCompliance, FormatCompliance, type FormatFinding } from './compliance.ts';
import { judgeQualities } from './judging.ts';

/** What an evaluation of a response reports. */
export const ResponseQualityResults = MetricResults.extend({
  /** The weighted mean of the metrics that were scored. */
  overall_quality: z.number().min(0).max(1).nullable(),
  /** Null without an expected format. */
  format_compliance: FormatCompliance.nullable(),
  issues: z.array(z.string()),
  improvements: z.array(z.string()),
});

/** See the schema of the same name. */
export type ResponseQualityResults = z.infer<typeof ResponseQualityResults>;

/** The quality of one response: one judgement per criterion, their weighted mean, and its format. */
export const responseQuality: JudgedEvaluator<ResponseQualityBody, ResponseQualityResults> = {
  judged: true,
  body: ResponseQualityBody,
  results: ResponseQualityResults,
  average: 'overall_quality',
  batchAverage: 'overall_quality',
  metricNames: responseQualities,
  promptVersion: responseQualityPromptVersion,
  scoresOf: metricScores,
  async evaluate(body, bench) {
    const [findings, format] = await Promise.all([judgeQualities(body, bench), checkCompliance(body, bench)]);
    const { failure } = format;
    return {
      results: toQualityResults(body, findings, format),
      failures: [...errorsIn(findings), ...(failure ? [failure] : [])],
      warnings: failure ? [`expected_format could not be checked: ${failure.code}`] : [],
    };
  },
};

function toQualityResults(
  body: ResponseQualityBody,
  findings: readonly Finding[],
  { compliance, issues }: FormatFinding,
): ResponseQualityResults {
  const metrics = scoredIn(findings);
  return {
    ...toMetricResults(findings),
    overall_quality: overallOf(body, metrics),
    format_compliance: compliance,
    ...advise(metrics, issues),
  };
}

function overallOf(body: ResponseQualityBody, metrics: readonly Metric[]): number | null {
  const weights = weightsOf(metricNamesOf(body.evaluation_criteria), body.weights ?? {});
  const weighted = metrics.map(({ name, score }) => ({ value: score, weight: weights.get(name) ?? 1 }));
  return round4OrNull(weightedMean(weighted));
}
