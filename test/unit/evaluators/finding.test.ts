import { expect, test } from '@jest/globals';
import { errorsIn, failed, skipped, toMetricResults } from '../../../src/evaluators/finding.ts';
import { JudgeError } from '../../../src/judges/judge.ts';
import { noUsage } from '../../../src/judges/usage.ts';

const down = new JudgeError('judge_unavailable', 'down', { usage: noUsage });

test('a failed metric has a code and a skipped one a reason, neither has a score', () => {
  const results = toMetricResults([failed('fluency', down), skipped('recall', 'there is no ground truth')]);

  expect(results).toEqual({
    metrics: {},
    failed_metrics: [{ name: 'fluency', code: 'judge_unavailable', detail: 'down' }],
    skipped_metrics: [{ name: 'recall', reason: 'there is no ground truth' }],
    partial_results: true,
  });
});

test('one failure behind two metrics is one failure', () => {
  expect(errorsIn([failed('faithfulness', down), failed('hallucination', down)])).toEqual([down]);
});
