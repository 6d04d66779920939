import type { ModelJudge } from '../../judges/judge.ts';
import type { Deadline } from '../../resilience/deadline.ts';
import { mean } from '../../statistics/means.ts';
import { shown } from '../body/text.ts';
import type { Prompt } from '../prompts/prompt.ts';
import { replySchema } from '../prompts/reply-schema.ts';
import { ask } from './ask.ts';
import { type ParsedMark, parseMark } from './parse-mark.ts';

/** A question that is answered by a whole number on a scale. */
export interface MarkQuestion extends Prompt {
  readonly scale: readonly [number, number];
  readonly samples: number;
  readonly explain: boolean;
}

/** Independent marks, and the reasoning of the one nearest to their mean. */
export interface Marks {
  readonly marks: readonly number[];
  readonly explanation: string | null;
}

/** Characters of an explanation: a result has to fit an item of the table, whatever a model writes. */
export const longestExplanation = 4_000;

/** Asks a model for marks; every failure is a {@link JudgeError}. */
export async function askForMarks(
  judge: ModelJudge,
  { scale: [min, max], explain, ...prompt }: MarkQuestion,
  deadline: Deadline,
): Promise<Marks> {
  const question = {
    ...prompt,
    reply: replySchema('mark', { score: { type: 'integer', minimum: min, maximum: max } }, explain),
    read: (reply: string) => parseMark(reply, { min, max }),
    fault: 'the judge gave no usable mark',
  };
  const parsed = await ask(judge, question, deadline);
  return { marks: parsed.map(({ score }) => score), explanation: explanationOf(parsed) };
}

function explanationOf(parsed: readonly ParsedMark[]): string | null {
  const centre = mean(parsed.map(({ score }) => score)) ?? 0;
  const nearest = [...parsed].sort((a, b) => Math.abs(a.score - centre) - Math.abs(b.score - centre))[0];
  return shown(nearest?.analysis ?? '', longestExplanation) || null;
}
