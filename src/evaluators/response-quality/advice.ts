import { shown } from '../body/text.ts';
import type { Metric } from '../metric.ts';
import { responseQualities } from '../prompts/response-quality/index.ts';
import type { FormatIssue } from './format/format-issue.ts';

const sufficient = 0.7;
const longestReason = 300;

const advice: Readonly<Record<(typeof responseQualities)[number], string>> = {
  relevance: 'Answer what the prompt asks and leave out the rest.',
  completeness: 'Cover every part of what the prompt asks for.',
  clarity: 'Order the response and word it plainly.',
  accuracy: 'Correct or remove the statements that are wrong.',
};

/** What is wrong with a response and what to do about it, from the scores and the format alone. */
export interface Advice {
  readonly issues: string[];
  /** One sentence per kind of issue. */
  readonly improvements: string[];
}

/** The issues of a response: its metrics below 0.7 with their reasons, and what its format falls short of. */
export function advise(metrics: readonly Metric[], formatIssues: readonly FormatIssue[]): Advice {
  const weak = metrics.filter(({ score }) => score < sufficient);
  return {
    issues: [...weak.map(describe), ...formatIssues.map(({ issue }) => issue)],
    improvements: [
      ...new Set([...weak.map(({ name }) => adviceFor(name)), ...formatIssues.map((each) => each.advice)]),
    ],
  };
}

function describe({ name, score, explanation }: Metric): string {
  return `${name}: ${shown(explanation ?? '', longestReason) || `scored ${score}`}`;
}

function adviceFor(name: string): string {
  const quality = responseQualities.find((each) => each === name);
  return quality ? advice[quality] : `Meet the criterion "${name.replace(/^custom_/, '')}" in full.`;
}
