import type * as z from 'zod';
import { charactersIn } from './text.ts';

type Issue = z.core.$ZodIssue;

const article: Readonly<Record<string, string>> = {
  array: 'an array',
  object: 'an object',
  record: 'an object',
  integer: 'a whole number',
  int: 'a whole number',
};

/** One sentence for an issue, beginning with the field: "summary has 3 characters; at least 10". */
export function describeIssue(issue: Issue, value: unknown, prefix = ''): string {
  const path = `${prefix}${pathText(issue.path, prefix !== '')}` || 'the body';
  const size = sizeOf(valueAt(value, issue.path));
  const isSized = (issue.code === 'too_small' || issue.code === 'too_big') && unit(issue.origin) !== '';
  if (size && isSized) return `${path} has ${size}; ${limit(issue)}`;
  return `${path} ${issueMessage(issue)}`;
}

/** What is wrong with the field, without its name: "at least 10 characters". */
export function issueMessage(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
    case 'too_big':
      return unit(issue.origin) === '' ? `must be ${limit(issue)}` : `${limit(issue)} ${unit(issue.origin)}`;
    case 'invalid_type':
      return `must be ${withArticle(issue.expected)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message;
  }
}

function limit(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  return issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
}

function unit(origin: string): string {
  if (origin === 'string') return 'characters';
  return origin === 'array' ? 'items' : '';
}

function withArticle(expected: string): string {
  return article[expected] ?? `a ${expected}`;
}

function sizeOf(value: unknown): string | null {
  if (typeof value === 'string') return `${charactersIn(value)} characters`;
  return Array.isArray(value) ? `${value.length} items` : null;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      inner === null || inner === undefined ? undefined : (inner as Record<PropertyKey, unknown>)[key],
    value,
  );
}

function pathText(path: readonly PropertyKey[], nested: boolean): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      return index === 0 && !nested ? String(part) : `.${String(part)}`;
    })
    .join('');
}
