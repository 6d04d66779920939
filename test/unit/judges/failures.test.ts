import { describe, expect, test } from '@jest/globals';
import { type FailureKind, failureMeanings } from '../../../src/judges/call.ts';
import { parseCompletion } from '../../../src/judges/completion.ts';
import { failureOf, failureOfBody } from '../../../src/judges/failures.ts';
import { recorded } from './fixtures.ts';

function failureFor(status: number, text = '', headers = {}) {
  return failureOf('openai', { status, text, headers }, 0);
}

interface RecordedError {
  readonly source: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly kind: FailureKind;
  readonly retryAfterMs: number | null;
}

describe.each(recorded<RecordedError>('errors'))('the error of %s', (_, error) => {
  const text = JSON.stringify(error.body);
  const reply = { status: error.status, headers: error.headers, text };

  test(`is ${error.kind}, with the wait that it asks for`, () => {
    const failure = failureOf('openai', reply, 0) ?? failureOfBody('openai', reply, 0);

    expect(failure.kind).toBe(error.kind);
    expect(failure.retryAfterMs ?? null).toBe(error.retryAfterMs);
  });

  test('is no answer', () => {
    expect(parseCompletion(text)).toBeNull();
  });

  test('says where its shape is documented', () => {
    expect(error.source).toMatch(/\S/);
  });
});

test.each([
  ['{"choices":[{"index":0,"error":{"code":503,"message":"down"},"finish_reason":"error"}]}', 'server'],
  ['{"choices":[]}', 'malformed'],
  ['{"error":{"code":"502"}}', 'malformed'],
  ['{"error":{"code":200}}', 'malformed'],
  ['', 'malformed'],
  ['null', 'malformed'],
])('a 200 with %s is %s', (text, kind) => {
  expect(failureOfBody('openrouter', { status: 200, headers: {}, text }, 0).kind).toBe(kind);
});

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
