import { JudgeError, type ModelJudge } from '../../judges/judge.ts';
import type { Deadline } from '../../resilience/deadline.ts';
import { type Finding, failed, scored } from '../finding.ts';
import { askForMarks, type MarkQuestion } from './ask-for-marks.ts';
import { markedMetric, type Normalization } from './marked-metric.ts';

/** A metric that a model is asked to mark. */
export interface MetricQuestion extends MarkQuestion {
  readonly name: string;
  readonly normalization?: Normalization;
  readonly promptVersion: number;
}

/** Has a model mark one metric: scored, or failed with the judge's error. */
export async function judgeMetric(
  judge: ModelJudge,
  { name, normalization = 'published', promptVersion, ...question }: MetricQuestion,
  deadline: Deadline,
): Promise<Finding> {
  try {
    const marks = await askForMarks(judge, question, deadline);
    const { scale } = question;
    return scored(markedMetric({ name, ...marks, scale, normalization, judge, promptVersion }));
  } catch (error) {
    if (error instanceof JudgeError) return failed(name, error);
    throw error;
  }
}
