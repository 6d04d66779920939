import { type Judge, JudgeError, type ModelJudge, type ReplySchema, type Usage } from '../../judges/judge.ts';
import { mean, standardError } from '../../statistics/means.ts';
import { type Metric, round4 } from '../metric.ts';
import { parseMark } from './parse-mark.ts';

/** A question that is answered by a whole number on a scale. */
export interface MarkQuestion {
  readonly instructions: string;
  readonly prompt: string;
  readonly scale: readonly [number, number];
  readonly samples: number;
  readonly explain: boolean;
}

/** Independent marks, and the reasoning of the one nearest to their mean. */
export interface Marks {
  readonly marks: readonly number[];
  readonly explanation: string | null;
  readonly usage: Usage;
}

/** Tokens of one reply: room for the reasoning of models that count it as output. */
export const maxTokens = 2_000;
/** Characters of an explanation: a result has to fit an item of the table, whatever a model writes. */
export const longestExplanation = 4_000;

/** Asks a model for marks; every failure is a {@link JudgeError}. */
export async function askForMarks(
  judge: ModelJudge,
  question: MarkQuestion,
  signal: AbortSignal,
): Promise<Marks> {
  const [min, max] = question.scale;
  const { texts, usage } = await judge.complete(
    {
      instructions: question.instructions,
      prompt: question.prompt,
      reply: markSchema(question),
      samples: question.samples,
      temperature: question.samples > 1 ? 1 : 0,
      maxTokens,
      usable: (text) => parseMark(text, { min, max }) !== null,
    },
    signal,
  );
  const parsed = texts.flatMap((text) => parseMark(text, { min, max }) ?? []);
  const marks = parsed.map(({ score }) => score);
  const centre = mean(marks);
  if (centre === null) throw new JudgeError('judge_misbehaved', 'the judge gave no usable mark', { usage });
  const nearest = [...parsed].sort((a, b) => Math.abs(a.score - centre) - Math.abs(b.score - centre))[0];
  return { marks, explanation: nearest?.analysis.slice(0, longestExplanation) || null, usage };
}

function markSchema({ scale: [minimum, maximum], explain }: MarkQuestion): ReplySchema {
  const score = { type: 'integer', minimum, maximum };
  const properties = explain ? { analysis: { type: 'string' }, score } : { score };
  return {
    name: 'mark',
    schema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
  };
}

/** How marks become a score on 0..1: mean / max as published, or (mean − min) / (max − min). */
export type Normalization = 'published' | 'min_max';

/** What a metric is made from. */
export interface MetricInput {
  readonly name: string;
  readonly marks: readonly number[];
  readonly explanation: string | null;
  readonly scale: readonly [number, number];
  /** `published` unless it says otherwise. */
  readonly normalization?: Normalization;
  /** Which way is better; `higher` unless it says otherwise. */
  readonly direction?: Metric['metadata']['direction'];
  readonly judge: Judge;
  readonly promptVersion: number | null;
}

/** The metric for at least one mark: their mean, never a majority, with its standard error. */
export function metricOf(input: MetricInput): Metric {
  const [min, max] = input.scale;
  const raw = mean(input.marks);
  if (raw === null) throw new Error(`${input.name} has no mark: it is failed, not scored`);
  const score = input.normalization === 'min_max' ? (raw - min) / (max - min) : raw / max;
  const error = standardError(input.marks);
  return {
    name: input.name,
    score: round4(score),
    raw_score: round4(raw),
    explanation: input.explanation,
    metadata: {
      scale: [min, max],
      direction: input.direction ?? 'higher',
      samples: [...input.marks],
      standard_error: error === null ? null : round4(error),
      judge: judgeLabel(input.judge),
      prompt_version: input.promptVersion,
    },
  };
}

/** `provider:model`, as metadata names a judge. */
export function judgeLabel(judge: Judge): string {
  return `${judge.provider}:${judge.model}`;
}
