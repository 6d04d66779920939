import { describe, expect, test } from '@jest/globals';
import type * as z from 'zod';
import { GevalBody } from '../../../src/evaluators/geval/body.ts';
import { invalidRequest } from '../../../src/http/field-issues.ts';

function issuesOf(schema: z.ZodType, value: unknown) {
  const parsed = schema.safeParse(value);
  if (parsed.success) throw new Error('the value is valid');
  return invalidRequest(parsed.error, value, ['body']);
}

describe('a 422', () => {
  test('names the field, what it has and its limit', () => {
    const error = issuesOf(GevalBody, { source_text: 'x'.repeat(10), summary: 'abc' });

    expect(error.message).toBe('summary has 3 characters; at least 10');
    expect(error.errors).toEqual([
      { loc: ['body', 'summary'], msg: 'at least 10 characters', type: 'too_small' },
    ]);
  });

  test.each([
    ['a wrong type', { source_text: 5, summary: 'x'.repeat(10) }, 'source_text must be a string'],
    ['a missing field', { summary: 'x'.repeat(10) }, 'source_text must be a string'],
    [
      'a lone surrogate',
      { source_text: `${'x'.repeat(10)}\ud800`, summary: 'x'.repeat(10) },
      'source_text has a lone surrogate, which is no Unicode text',
    ],
    [
      'a NUL',
      { source_text: `${'x'.repeat(10)}\0`, summary: 'x'.repeat(10) },
      'source_text has a NUL character',
    ],
    [
      'an unknown metric',
      { source_text: 'x'.repeat(10), summary: 'x'.repeat(10), metrics: ['beauty'] },
      'metrics[0] must be one of fluency, consistency, relevance, coherence',
    ],
    [
      'no metric',
      { source_text: 'x'.repeat(10), summary: 'x'.repeat(10), metrics: [] },
      'metrics has 0 items; at least 1',
    ],
    [
      'a dry run, which is not there yet',
      { source_text: 'x'.repeat(10), summary: 'x'.repeat(10), dry_run: true },
      'dry_run is not available in this version',
    ],
    ['a body that is no object', [1], 'the body must be an object'],
  ])('says what is wrong with %s', (_case, body, detail) => {
    expect(issuesOf(GevalBody, body).message).toBe(detail);
  });
});
