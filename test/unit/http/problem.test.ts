import { expect, test } from '@jest/globals';
import { ServiceError } from '../../../src/errors.ts';
import { problemResponse } from '../../../src/http/problem.ts';

const error = new ServiceError('deadline_exceeded', 'the time of the request is over');
const detailOf = (acceptsAsync: boolean) =>
  JSON.parse(problemResponse(error, { requestId: 'r-1', acceptsAsync }).body).detail;

test('a deadline names the way out where there is one', () => {
  expect(detailOf(true)).toBe(
    'deadline_exceeded in request r-1; send it with "Prefer: respond-async" to have it evaluated without a deadline',
  );
  expect(detailOf(false)).toBe('deadline_exceeded in request r-1');
});

test('at 500 and above nothing of the cause is told', () => {
  const secret = new ServiceError('internal_error', 'the key sk-1 was refused');

  expect(problemResponse(secret, { requestId: 'r-1', acceptsAsync: true }).body).not.toContain('sk-1');
});
