import type { Judge } from '../../judges/judge.ts';
import { mean, standardError } from '../../statistics/means.ts';
import { type Metric, round4, round4OrNull } from '../metric.ts';

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
  readonly judge: Judge;
  readonly promptVersion: number | null;
}

/** The metric for at least one mark: their mean, never a majority, with its standard error. */
export function markedMetric(input: MetricInput): Metric {
  const [min, max] = input.scale;
  const raw = mean(input.marks);
  if (raw === null) throw new Error(`${input.name} has no mark: it is failed, not scored`);
  const score = input.normalization === 'min_max' ? (raw - min) / (max - min) : raw / max;
  return {
    name: input.name,
    score: round4(score),
    raw_score: round4(raw),
    explanation: input.explanation,
    metadata: {
      scale: [min, max],
      direction: 'higher',
      samples: [...input.marks],
      standard_error: round4OrNull(standardError(input.marks)),
      judge: judgeLabel(input.judge),
      prompt_version: input.promptVersion,
    },
  };
}

/** The metric of a text that says nothing: the lowest mark, without a call. */
export function lowestMetric(input: Omit<MetricInput, 'marks' | 'promptVersion'>): Metric {
  return markedMetric({ ...input, marks: [input.scale[0]], promptVersion: null });
}

/** `provider:model`, as metadata names a judge. */
export function judgeLabel(judge: Judge): string {
  return `${judge.provider}:${judge.model}`;
}
