import { expect, test } from '@jest/globals';
import { failureError, type Run } from '../../../src/evaluation/run-evaluation.ts';
import type { JudgeErrorCode } from '../../../src/judges/judge.ts';

const retryAfterOf = (code: JudgeErrorCode) =>
  failureError({ failure: { code, detail: 'd' }, failures: [] as readonly unknown[] } as Run)?.retryAfter;

test.each<[JudgeErrorCode, number | undefined]>([
  ['judge_unavailable', 5],
  ['circuit_open', 5],
  ['judge_misbehaved', undefined],
  // Another try would run into the same deadline: the way out is a batch.
  ['deadline_exceeded', undefined],
])('after %s the next try makes sense in %p seconds', (code, seconds) => {
  expect(retryAfterOf(code)).toBe(seconds);
});
