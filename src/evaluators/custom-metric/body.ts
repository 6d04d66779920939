import * as z from 'zod';
import { map } from '../body/map.ts';
import { charactersIn, text } from '../body/text.ts';
import { judgedFields } from '../evaluator.ts';
import { placeholdersIn } from './placeholders.ts';

const mostCharacters = 100_000;
const deepest = 50;

/** Any JSON as the text that is shown to the judge: strings as they are, other values as JSON. */
const datum = z
  .unknown()
  .refine((value) => !isDeeperThan(deepest, value), `is nested deeper than ${deepest} levels`)
  .transform((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
  .pipe(text(0, mostCharacters));

const inputData = map(
  { pattern: /^[A-Za-z0-9_.-]{1,50}$/, words: '1 to 50 of A-Z a-z 0-9 _ . -', most: 50 },
  datum,
).superRefine((data, context) => {
  // A value that was refused is what was sent, and may be no text.
  const texts = Object.values<unknown>(data).filter((value) => typeof value === 'string');
  const size = texts.reduce((sum, value) => sum + charactersIn(value), 0);
  if (size > mostCharacters) {
    const message = `has ${size} characters in all; at most ${mostCharacters}`;
    context.addIssue({ code: 'custom', message });
  }
});

const scoringCriteria = map(
  { pattern: /^(?:0|[1-9]\d?|100)$/, words: 'whole numbers from 0 to 100', most: 20 },
  text(1, 500),
).refine((meanings) => Object.keys(meanings).length >= 2, 'has fewer than 2 entries; at least 2');

const bound = z.number().int().min(0).max(100);
const scaleField = z
  .object({ min: bound, max: bound })
  .refine(({ min, max }) => min < max, 'must have a min below its max');

/** The body of an evaluation by a metric of the caller's own. */
export const CustomMetricBody = z
  .object({
    name: text(1, 100)
      .refine((name) => name.trim() !== '', 'must not be blank')
      // Results, histories and comparisons are maps by name, and no map of a schema holds this one.
      .refine((name) => name !== '__proto__', 'must not be __proto__')
      .describe('The name of the metric'),
    description: text(0, 1_000).default('').describe('What it measures'),
    evaluation_prompt: text(1, 10_000).describe('The question to the judge, with {key} for data'),
    input_data: inputData.describe('The data under test by key'),
    scoring_criteria: scoringCriteria.nullish().describe('What marks mean, by mark'),
    scale: scaleField.nullish().describe('The lowest and highest mark; those of scoring_criteria if absent'),
    ...judgedFields,
  })
  .superRefine((body, context) => {
    for (const { path, message } of [...scaleIssues(body), ...dataIssues(body)]) {
      context.addIssue({ code: 'custom', path: [path], message });
    }
  });

/** See the schema of the same name. */
export type CustomMetricBody = z.infer<typeof CustomMetricBody>;

type ScaleFields = Pick<CustomMetricBody, 'scoring_criteria' | 'scale'>;

/** The lowest and highest mark: the scale's, else those that have a meaning. */
export function scaleOf({ scale, scoring_criteria }: ScaleFields): readonly [number, number] {
  if (scale) return [scale.min, scale.max];
  const marks = Object.keys(scoring_criteria ?? {}).map(Number);
  return [Math.min(...marks), Math.max(...marks)];
}

interface BodyIssue {
  readonly path: keyof CustomMetricBody;
  readonly message: string;
}

function scaleIssues({ scale, scoring_criteria }: ScaleFields): BodyIssue[] {
  if (!scale && !scoring_criteria) {
    return [{ path: 'scoring_criteria', message: 'or scale is required: which marks are there?' }];
  }
  const outside = Object.keys(scoring_criteria ?? {}).find(
    (mark) => scale && (Number(mark) < scale.min || Number(mark) > scale.max),
  );
  if (outside === undefined || !scale) return [];
  const message = `names the mark ${outside}, which is not on the scale from ${scale.min} to ${scale.max}`;
  return [{ path: 'scoring_criteria', message }];
}

function dataIssues(body: Pick<CustomMetricBody, 'evaluation_prompt' | 'input_data'>): BodyIssue[] {
  return placeholdersIn(body.evaluation_prompt)
    .filter((name) => !Object.hasOwn(body.input_data, name))
    .map((name) => ({ path: 'input_data', message: `has no "${name}", which evaluation_prompt refers to` }));
}

/** Looks at one level after another: recursion would exhaust the stack on what it is to find. */
function isDeeperThan(levels: number, value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= levels && level.length > 0; depth += 1) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return level.length > 0;
}
