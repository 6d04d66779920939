import * as z from 'zod';
import {
  type EmbeddedJudge,
  type Judge,
  type ModelJudge,
  type SummaryDimension,
  summaryDimensions,
} from '../../judges/judge.ts';
import { mean } from '../../statistics/means.ts';
import { hasWords } from '../body/text.ts';
import type { Bench, JudgedEvaluator } from '../evaluator.ts';
import { errorsIn, type Finding, scored, scoredIn, toMetricResults } from '../finding.ts';
import { judgeMetric } from '../judging/judge-metric.ts';
import { lowestMetric, markedMetric } from '../judging/marked-metric.ts';
import { type Metric, MetricResults, metricScores, round4, round4OrNull } from '../metric.ts';
import { summaryCriteria } from '../prompts/geval/index.ts';
import { gevalPrompt, gevalPromptVersion } from '../prompts/geval/prompt.ts';
import { assess } from './assessment.ts';
import { GevalBody } from './body.ts';

/** What a G-Eval reports. */
export const GevalResults = MetricResults.extend({
  average_score: z.number().min(0).max(1).nullable(),
  summary_assessment: z.string().nullable(),
});

/** See the schema of the same name. */
export type GevalResults = z.infer<typeof GevalResults>;

/** G-Eval (Liu et al., EMNLP 2023): explained marks per dimension, their mean over samples. */
export const geval: JudgedEvaluator<GevalBody, GevalResults> = {
  judged: true,
  body: GevalBody,
  results: GevalResults,
  average: 'average_score',
  batchAverage: 'average_score',
  metricNames: summaryDimensions,
  promptVersion: gevalPromptVersion,
  scoresOf: metricScores,
  async evaluate(body, bench) {
    const asked = summaryDimensions.filter((dimension) =>
      (body.metrics ?? summaryDimensions).includes(dimension),
    );
    const findings = await judgeDimensions(asked, body, bench);
    return { results: toGevalResults(findings), failures: errorsIn(findings), warnings: [] };
  },
};

async function judgeDimensions(
  asked: readonly SummaryDimension[],
  body: GevalBody,
  bench: Bench,
): Promise<readonly Finding[]> {
  const { judge } = bench;
  if (!hasWords(body.summary)) return asked.map((name) => scored(floorOf(name, body, judge)));
  return judge.kind === 'embedded'
    ? markInProcess(judge, asked, body)
    : Promise.all(asked.map((name) => markByModel(judge, name, { body, bench })));
}

/** A summary without a letter or digit says nothing. */
function floorOf(name: SummaryDimension, { normalization }: GevalBody, judge: Judge): Metric {
  const { scale } = summaryCriteria[name];
  const explanation = 'The summary holds no letter and no digit.';
  return lowestMetric({ name, explanation, scale, normalization, judge });
}

function markInProcess(
  judge: EmbeddedJudge,
  asked: readonly SummaryDimension[],
  { source_text, summary, explain, normalization }: GevalBody,
): readonly Finding[] {
  const marks = judge.markSummary(source_text, summary);
  return asked.map((name) => {
    const { scale } = summaryCriteria[name];
    // The embedded model rates every dimension on 1..5; fluency is reported on 1..3.
    const mark = round4(scale[0] + ((marks[name].rating - 1) / 4) * (scale[1] - scale[0]));
    const explanation = explain ? marks[name].explanation : null;
    const input = { name, marks: [mark], explanation, scale, normalization, judge, promptVersion: null };
    return scored(markedMetric(input));
  });
}

function markByModel(
  judge: ModelJudge,
  name: SummaryDimension,
  { body, bench }: { readonly body: GevalBody; readonly bench: Bench },
): Promise<Finding> {
  const criterion = summaryCriteria[name];
  const { samples, explain, normalization, source_text: source, summary } = body;
  const prompt = gevalPrompt({ criterion, source, summary, explain, nonce: bench.nonce });
  const { scale } = criterion;
  const asked = {
    ...prompt,
    name,
    scale,
    samples,
    explain,
    normalization,
    promptVersion: gevalPromptVersion,
  };
  return judgeMetric(judge, asked, bench.deadline);
}

function toGevalResults(findings: readonly Finding[]): GevalResults {
  const metrics = scoredIn(findings);
  return {
    ...toMetricResults(findings),
    average_score: round4OrNull(mean(metrics.map(({ score }) => score))),
    summary_assessment: assess(metrics),
  };
}
