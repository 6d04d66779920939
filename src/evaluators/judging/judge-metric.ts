import { JudgeError, type ModelJudge, type Usage } from '../../judges/judge.ts';
import { type Finding, failed, scored } from '../finding.ts';
import { askForMarks, type MarkQuestion, metricOf } from './mark.ts';

/** What came of one metric, and what that took. */
export interface Judged {
  readonly finding: Finding;
  readonly usage: Usage;
}

/** A metric that a model is asked to mark. */
export interface MetricQuestion extends MarkQuestion {
  readonly name: string;
  readonly promptVersion: number;
}

/** Has a model mark one metric: scored, or failed with the judge's error. */
export async function judgeMetric(
  judge: ModelJudge,
  question: MetricQuestion,
  signal: AbortSignal,
): Promise<Judged> {
  const { name, scale, promptVersion } = question;
  try {
    const { usage, ...marks } = await askForMarks(judge, question, signal);
    return { finding: scored(metricOf({ name, ...marks, scale, judge, promptVersion })), usage };
  } catch (error) {
    if (!(error instanceof JudgeError)) throw error;
    return { finding: failed(name, error), usage: error.usage };
  }
}
