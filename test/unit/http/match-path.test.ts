import { expect, test } from '@jest/globals';
import { matchPath } from '../../../src/http/match-path.ts';

test.each([
  ['/v1/evaluations/batch', '/v1/evaluations/batch', true],
  ['/v1/evaluations/batch', '/v1/evaluations/batch/', true],
  ['/v1/evaluations/batch/{batch_id}', '/v1/evaluations/batch/b', true],
  ['/v1/evaluations/batch/{batch_id}', '/v1/evaluations/batch', false],
  ['/v1/evaluations/batch/{batch_id}', '/v1/evaluations/batch/b/results', false],
  ['/', '/', true],
  ['/v1', '/', false],
])('%s and %s: %p', (template, path, matches) => {
  expect(matchPath(template, path)).toBe(matches);
});
