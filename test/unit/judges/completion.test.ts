import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parseCompletion } from '../../../src/judges/completion.ts';

const folder = fileURLToPath(new URL('../../fixtures/judges/', import.meta.url));
const recorded = readdirSync(folder).map(
  (name) => [name, JSON.parse(readFileSync(folder + name, 'utf8'))] as const,
);

test.each(recorded)('the reply of %s is read', (_, { reply, choices, tokens }) => {
  expect(parseCompletion(JSON.stringify(reply))).toEqual({ choices, tokens });
});

describe('what is no chat completion', () => {
  test.each([
    ['', 'an empty body'],
    ['{"choices":[{"mess', 'a body that breaks off'],
    ['<html>502</html>', 'a page'],
    ['null', 'null'],
    ['{"choices":[]}', 'no choices'],
    ['{"choices":[{"index":0}]}', 'a choice without a message'],
    ['{"error":{"code":502,"message":"upstream"}}', 'an error in a 200'],
  ])('%j is null (%s)', (body) => {
    expect(parseCompletion(body)).toBeNull();
  });
});

test('a usage that makes no sense does not spoil the answer', () => {
  const body = {
    choices: [{ message: { content: '4' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 'many' },
  };

  expect(parseCompletion(JSON.stringify(body))?.tokens.prompt_tokens).toBe(0);
});
