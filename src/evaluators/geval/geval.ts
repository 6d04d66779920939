import * as z from 'zod';
import {
  addUsage,
  type EmbeddedJudge,
  JudgeError,
  type ModelJudge,
  noUsage,
  type SummaryDimension,
  summaryDimensions,
  type Usage,
} from '../../judges/judge.ts';
import { mean } from '../../statistics/means.ts';
import { hasWords, list, text } from '../body/text.ts';
import { type Bench, type JudgedEvaluator, judgedFields } from '../evaluator.ts';
import { errorsIn, type Finding, failed, scored, scoredIn, toMetricResults } from '../finding.ts';
import { askForMarks, metricOf } from '../judging/mark.ts';
import { MetricResults, metricScores, round4 } from '../metric.ts';
import { summaryCriteria } from '../prompts/geval/index.ts';
import { gevalPrompt, gevalPromptVersion } from '../prompts/geval/prompt.ts';
import { assess } from './assessment.ts';

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
    const verdicts = await judgeDimensions(asked, body, bench);
    const findings = verdicts.map(({ finding }) => finding);
    return {
      results: toResults(findings),
      usage: verdicts.map(({ usage }) => usage).reduce(addUsage, noUsage),
      failures: errorsIn(findings),
      warnings: [],
    };
  },
};

interface Verdict {
  readonly usage: Usage;
  readonly finding: Finding;
}

async function judgeDimensions(
  asked: readonly SummaryDimension[],
  body: GevalBody,
  bench: Bench,
): Promise<Verdict[]> {
  if (!hasWords(body.summary)) return asked.map((name) => floorOf(name, body, bench));
  const { judge } = bench;
  return judge.kind === 'embedded'
    ? markInProcess(judge, asked, body)
    : Promise.all(asked.map((name) => markByModel(judge, name, body, bench)));
}

/** A summary without a letter or digit says nothing: the lowest mark, without a call. */
function floorOf(name: SummaryDimension, body: GevalBody, { judge }: Bench): Verdict {
  const { scale } = summaryCriteria[name];
  const explanation = 'The summary holds no letter and no digit.';
  const { normalization } = body;
  const input = { name, marks: [scale[0]], explanation, scale, normalization, judge, promptVersion: null };
  return { usage: noUsage, finding: scored(metricOf(input)) };
}

function markInProcess(judge: EmbeddedJudge, asked: readonly SummaryDimension[], body: GevalBody): Verdict[] {
  const marks = judge.markSummary(body.source_text, body.summary);
  return asked.map((name) => {
    const { scale } = summaryCriteria[name];
    // The embedded model rates every dimension on 1..5; fluency is reported on 1..3.
    const mark = round4(scale[0] + ((marks[name].rating - 1) / 4) * (scale[1] - scale[0]));
    const explanation = body.explain ? marks[name].explanation : null;
    const { normalization } = body;
    const input = { name, marks: [mark], explanation, scale, normalization, judge, promptVersion: null };
    return { usage: noUsage, finding: scored(metricOf(input)) };
  });
}

async function markByModel(
  judge: ModelJudge,
  name: SummaryDimension,
  body: GevalBody,
  bench: Bench,
): Promise<Verdict> {
  const criterion = summaryCriteria[name];
  const { samples, explain, normalization, source_text: source, summary } = body;
  const prompt = gevalPrompt({ criterion, source, summary, explain, nonce: bench.nonce });
  const question = { ...prompt, scale: criterion.scale, samples, explain };
  try {
    const { usage, ...marks } = await askForMarks(judge, question, bench.signal);
    const { scale } = criterion;
    const input = { name, ...marks, scale, normalization, judge, promptVersion: gevalPromptVersion };
    return { usage, finding: scored(metricOf(input)) };
  } catch (error) {
    if (!(error instanceof JudgeError)) throw error;
    return { usage: error.usage, finding: failed(name, error) };
  }
}

function toResults(findings: readonly Finding[]): GevalResults {
  const metrics = scoredIn(findings);
  const average = mean(metrics.map(({ score }) => score));
  return {
    ...toMetricResults(findings),
    average_score: average === null ? null : round4(average),
    summary_assessment: assess(metrics),
  };
}
