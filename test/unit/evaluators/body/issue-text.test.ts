import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { describeIssue } from '../../../../src/evaluators/body/issue-text.ts';

const schema = z.object({
  samples: z.number().int().min(1).max(20).optional(),
  items: z.array(z.string()).min(1).optional(),
  text: z.string().min(10).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

test.each([
  [{ samples: 0 }, 'samples must be at least 1'],
  [{ samples: 21 }, 'samples must be at most 20'],
  [{ samples: 1.5 }, 'samples must be a whole number'],
  [{ samples: 'three' }, 'samples must be a number'],
  [{ items: [] }, 'items has 0 items; at least 1'],
  [{ text: '😀😀😀😀😀' }, 'text has 5 characters; at least 10'],
  [{ limit: '0' }, 'limit must be at least 1'],
])('%j: %s', (value, sentence) => {
  const issue = schema.safeParse(value).error?.issues[0];
  if (!issue) throw new Error('the value is valid');

  expect(describeIssue(issue, value)).toBe(sentence);
});
