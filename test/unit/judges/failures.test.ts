import { expect, test } from '@jest/globals';
import { failureMeanings } from '../../../src/judges/call.ts';
import { failureOf } from '../../../src/judges/failures.ts';

function failureFor(status: number, text = '', headers = {}) {
  return failureOf('openai', { status, text, headers }, 0);
}

test.each([
  [400, 'provider_rejected', false],
  [401, 'provider_rejected', false],
  [402, 'provider_rejected', false],
  [403, 'provider_rejected', false],
  [404, 'provider_rejected', false],
  [422, 'provider_rejected', false],
  [302, 'provider_rejected', false],
  [408, 'judge_unavailable', true],
  [409, 'judge_unavailable', true],
  [429, 'judge_unavailable', true],
  [500, 'judge_unavailable', true],
  [503, 'judge_unavailable', true],
  [529, 'judge_unavailable', true],
  [204, 'judge_misbehaved', true],
])('a %i means %s, repeated: %s', (status, code, retry) => {
  const { kind } = failureFor(status) ?? { kind: 'aborted' as const };

  expect(failureMeanings[kind]).toMatchObject({ code, retry });
});

test('a 200 is no failure', () => {
  expect(failureFor(200)).toBeNull();
});

test.each([
  ['{"error":{"code":"context_length_exceeded"}}'],
  ["This model's maximum context length is 8192 tokens"],
  ['too many tokens: total number of tokens in the prompt exceeds the limit'],
  ['The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).'],
  ['the request exceeds the available context size'],
])('a 400 that says %j is an input beyond the context', (text) => {
  expect(failureFor(400, text)?.kind).toBe('too_long');
});

test('a 400 of a content filter is a refusal', () => {
  expect(failureFor(400, '{"error":{"code":"content_filter","param":"prompt"}}')?.kind).toBe('filtered');
});

test('a 429 for want of money is not worth another attempt', () => {
  expect(failureFor(429, '{"error":{"code":"insufficient_quota"}}')?.kind).toBe('rejected');
});

test('the wait that a provider asks for is kept', () => {
  expect(failureFor(503, '', { 'retry-after': '7' })?.retryAfterMs).toBe(7_000);
});

test('what a provider says goes no further', () => {
  expect(failureFor(401, 'Incorrect API key provided: sk-secret')?.message).toBe('openai answered 401');
});
