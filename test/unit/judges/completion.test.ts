import { describe, expect, test } from '@jest/globals';
import type { Completion } from '../../../src/judges/call.ts';
import { providers } from '../../../src/judges/capabilities.ts';
import { parseCompletion } from '../../../src/judges/completion.ts';
import { recorded } from './fixtures.ts';

const replies = recorded<Completion & { readonly source: string; readonly reply: unknown }>('replies');

test.each(Object.keys(providers))('a reply of %s is recorded', (provider) => {
  expect(replies.map(([name]) => name)).toContain(`${provider}.json`);
});

test.each(replies)('%s says where its shape is documented', (_, { source }) => {
  expect(source).toMatch(/\S/);
});

test.each(replies)('the reply of %s is read', (_, { reply, choices, tokens }) => {
  expect(parseCompletion(JSON.stringify(reply))).toEqual({ choices, tokens });
});

test('an answer that the provider broke off is left out beside a whole one', () => {
  const choices = ['error', 'stop'].map((finish_reason) => ({ message: { content: '4' }, finish_reason }));

  expect(parseCompletion(JSON.stringify({ choices }))?.choices).toEqual([{ kind: 'complete', text: '4' }]);
});

test.each([[2 ** 53 - 1], [100_000_001], [-1], [1.5], ['5']])(
  '%j tokens are not counted',
  (prompt_tokens) => {
    const reply = {
      choices: [{ message: { content: '4' } }],
      usage: { prompt_tokens, completion_tokens: 7 },
    };

    expect(parseCompletion(JSON.stringify(reply))?.tokens).toMatchObject({
      prompt_tokens: 0,
      completion_tokens: 7,
    });
  },
);

describe('what is no chat completion', () => {
  test.each([
    ['', 'an empty body'],
    ['{"choices":[{"mess', 'a body that breaks off'],
    ['<html>502</html>', 'a page'],
    ['null', 'null'],
    ['{"choices":[]}', 'no choices'],
    ['{"choices":[{"index":0}]}', 'a choice without a message'],
    ['{"choices":[{"message":{"content":"4"},"finish_reason":"error"}]}', 'an answer broken off'],
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
