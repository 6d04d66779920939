import * as z from 'zod';
import { map } from '../body/map.ts';
import { text } from '../body/text.ts';
import { judgedFields } from '../evaluator.ts';
import { responseQualities } from '../prompts/response-quality/index.ts';

const mostCriteria = 20;
const mostWeights = mostCriteria + responseQualities.length;
const criterionNames = {
  pattern: /^[A-Za-z0-9_-]{1,50}$/,
  words: '1 to 50 of A-Z a-z 0-9 _ -',
  most: mostCriteria,
};
const weightNames = {
  pattern: /^[A-Za-z0-9_-]{1,57}$/,
  words: `${responseQualities.join(', ')} and the criteria`,
  most: mostWeights,
};

/** The body of an evaluation of one response. */
export const ResponseQualityBody = z
  .object({
    prompt: text(1, 50_000).describe('What the response answers'),
    response: text(1, 50_000).describe('The response under test'),
    expected_format: text(0, 1_000).nullish().describe('The format that the response should have, in words'),
    evaluation_criteria: map(criterionNames, text(1, 500))
      .nullish()
      .describe('Further criteria by name; each is scored as custom_<name>'),
    weights: map(weightNames, z.number().min(0))
      .nullish()
      .describe('Weights of the metrics in overall_quality; 1 for those that are not named'),
    ...judgedFields,
  })
  .superRefine((body, context) => {
    const names = metricNamesOf(body.evaluation_criteria);
    for (const { path, message } of weightIssues(names, body.weights ?? {})) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  });

/** See the schema of the same name. */
export type ResponseQualityBody = z.infer<typeof ResponseQualityBody>;

/** The metrics of a body with these criteria, in order. */
export function metricNamesOf(criteria: ResponseQualityBody['evaluation_criteria']): readonly string[] {
  return [...responseQualities, ...Object.keys(criteria ?? {}).map((name) => `custom_${name}`)];
}

/** The weight of each metric: 1 unless given. A criterion is weighed by its own name or as `custom_<name>`. */
export function weightsOf(
  names: readonly string[],
  weights: Readonly<Record<string, number>>,
): ReadonlyMap<string, number> {
  const given = Object.entries(weights).map(
    ([key, weight]) => [metricMeant(key, names) ?? key, weight] as const,
  );
  return new Map([...names.map((name) => [name, 1] as const), ...given]);
}

function metricMeant(key: string, names: readonly string[]): string | null {
  if (names.includes(key)) return key;
  return names.includes(`custom_${key}`) ? `custom_${key}` : null;
}

interface WeightIssue {
  readonly path: readonly string[];
  readonly message: string;
}

function weightIssues(names: readonly string[], weights: Readonly<Record<string, number>>): WeightIssue[] {
  const keys = Object.keys(weights);
  const meant = keys.map((key) => metricMeant(key, names));
  const issues = keys.flatMap((key, index) => {
    const metric = meant[index] ?? null;
    const path = ['weights', key];
    if (metric === null) return { path, message: `is none of ${weightNames.words}` };
    return meant.indexOf(metric) < index ? { path, message: `weighs ${metric} a second time` } : [];
  });
  const weighsNothing = [...weightsOf(names, weights).values()].every((weight) => weight === 0);
  return weighsNothing
    ? [...issues, { path: ['weights'], message: 'must leave a metric with a weight above 0' }]
    : issues;
}
