import type * as z from 'zod';
import { describeIssue } from '../../src/evaluators/body/issue-text.ts';
import type { JudgedEvaluator } from '../../src/evaluators/evaluator.ts';
import type { Results } from '../../src/evaluators/metric.ts';
import type { Judge } from '../../src/judges/judge.ts';
import { meterJudge } from '../../src/judges/meter.ts';
import { noDeadline } from './deadlines.ts';

/** Evaluates a body as it is sent, between fences with the nonce f00d: the outcome, and what the judge was used for. */
export async function evaluateWith<Body, R extends Results>(
  evaluator: JudgedEvaluator<Body, R>,
  judge: Judge,
  sent: unknown,
) {
  const meter = meterJudge(judge);
  const bench = { judge: meter.judge, deadline: noDeadline, nonce: 'f00d' };
  const outcome = await evaluator.evaluate(evaluator.body.parse(sent), bench);
  return { ...outcome, usage: meter.usage() };
}

/** The first thing that is wrong with a body as it is sent, in a sentence; '' if nothing is. */
export function faultOf(schema: z.ZodType, sent: unknown): string {
  const [issue] = schema.safeParse(sent).error?.issues ?? [];
  return issue ? describeIssue(issue, sent) : '';
}
