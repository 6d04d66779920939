import * as z from 'zod';
import type { Bench, JudgedEvaluator } from '../evaluator.ts';
import { errorsIn, type Finding, skipped, toResults } from '../finding.ts';
import { judgeMetric } from '../judging/judge-metric.ts';
import { needsModelJudge } from '../judging/lexical.ts';
import { Metric, Results } from '../metric.ts';
import {
  customMetricPrompt,
  customMetricPromptVersion,
  dataReference,
} from '../prompts/custom-metric/prompt.ts';
import { CustomMetricBody, scaleOf } from './body.ts';
import { placeholdersIn, replacePlaceholders } from './placeholders.ts';

const { scale, direction, samples, standard_error, prompt_version } = Metric.shape.metadata.shape;

/** What an evaluation by a metric of the caller's own reports. */
export const CustomMetricResults = Results.extend({
  metric_name: z.string(),
  score: z.number().min(0).max(1).nullable(),
  raw_score: z.number().nullable(),
  explanation: z.string().nullable(),
  details: z.object({ scale, direction, samples, standard_error, prompt_version }),
});

/** See the schema of the same name. */
export type CustomMetricResults = z.infer<typeof CustomMetricResults>;

/** A metric that the caller defines: its question, its data and its scale. */
export const customMetric: JudgedEvaluator<CustomMetricBody, CustomMetricResults> = {
  judged: true,
  body: CustomMetricBody,
  results: CustomMetricResults,
  average: 'score',
  batchAverage: 'average_score',
  metricNames: [],
  promptVersion: customMetricPromptVersion,
  scoresOf: ({ metric_name: name, score }) =>
    score === null ? [] : [{ name, value: score, direction: 'higher' }],
  async evaluate(body, bench) {
    const finding = await judge(body, bench);
    return {
      results: toCustomResults(body, finding),
      failures: errorsIn([finding]),
      warnings: unusedIn(body).map((key) => `input_data.${key} is not used by evaluation_prompt`),
    };
  },
};

async function judge(body: CustomMetricBody, { judge, nonce, deadline }: Bench): Promise<Finding> {
  const { name, samples, explain } = body;
  if (judge.kind === 'embedded') return skipped(name, needsModelJudge);
  const scale = scaleOf(body);
  const prompt = customMetricPrompt({
    name,
    description: body.description,
    question: replacePlaceholders(body.evaluation_prompt, dataReference),
    data: shownData(body),
    scale,
    meanings: Object.entries(body.scoring_criteria ?? {}),
    explain,
    nonce,
  });
  const question = { ...prompt, name, scale, samples, explain, promptVersion: customMetricPromptVersion };
  return judgeMetric(judge, question, deadline);
}

/** The data that the question refers to; all of it if it refers to none. */
function shownData(body: CustomMetricBody): [name: string, text: string][] {
  const unused = unusedIn(body);
  return Object.entries(body.input_data).filter(([key]) => !unused.includes(key));
}

function unusedIn({ evaluation_prompt, input_data }: CustomMetricBody): readonly string[] {
  const used = placeholdersIn(evaluation_prompt);
  return used.length === 0 ? [] : Object.keys(input_data).filter((key) => !used.includes(key));
}

function toCustomResults(body: CustomMetricBody, finding: Finding): CustomMetricResults {
  const metric = finding.kind === 'scored' ? finding.metric : null;
  const [min, max] = scaleOf(body);
  return {
    ...toResults([finding]),
    metric_name: body.name,
    score: metric?.score ?? null,
    raw_score: metric?.raw_score ?? null,
    explanation: metric?.explanation ?? null,
    details: {
      scale: [min, max],
      direction: 'higher',
      samples: metric?.metadata.samples ?? [],
      standard_error: metric?.metadata.standard_error ?? null,
      prompt_version: metric?.metadata.prompt_version ?? null,
    },
  };
}
