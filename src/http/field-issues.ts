import type * as z from 'zod';
import { type FieldIssue, ServiceError } from '../errors.ts';
import { describeIssue, issueMessage } from '../evaluators/body/issue-text.ts';

type Issue = z.core.$ZodIssue;

const mostIssues = 20;

/** The 422 for a value that failed its schema: the detail names the first field and its limit, `errors` lists the first twenty. */
export function invalidRequest(
  error: z.ZodError,
  value: unknown,
  root: readonly (string | number)[],
): ServiceError {
  const errors = error.issues.slice(0, mostIssues).map((issue) => toFieldIssue(issue, root));
  const [first] = error.issues;
  const detail = first ? describeIssue(first, value) : 'the request is invalid';
  return new ServiceError('invalid_request', detail, { errors, cause: error });
}

function toFieldIssue(issue: Issue, root: readonly (string | number)[]): FieldIssue {
  return {
    loc: [...root, ...(issue.path as (string | number)[])],
    msg: issueMessage(issue),
    type: issue.code,
  };
}
