import { describe, expect, test } from '@jest/globals';
import { guardJudge } from '../../../src/judges/guard.ts';
import type { JudgeError } from '../../../src/judges/judge.ts';
import { createOpenaiClient } from '../../../src/judges/openai-client.ts';
import type { PostReply } from '../../../src/judges/transport.ts';
import { TransportError, type TransportFailure } from '../../../src/judges/transport-reading.ts';
import { noDeadline } from '../../support/deadlines.ts';
import { fakePolicy, requestFor } from './fake-client.ts';

/** What a provider does with a call. */
type Answered =
  | { readonly status: number; readonly text?: string; readonly retryAfter?: string }
  | TransportFailure;

const mark = JSON.stringify({
  choices: [{ message: { content: '4' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1 },
});
const sound: Answered = { status: 200, text: mark };
let models = 0;

/** Asks a model whose provider answers the calls in turn, on a clock that only waiting moves. */
async function askProvider(answers: readonly Answered[], random: number) {
  const { policy, waits } = fakePolicy({ random: () => random });
  let calls = 0;
  models += 1;
  const client = createOpenaiClient({
    settings: {
      provider: 'openai',
      apiKey: null,
      baseUrl: 'http://provider',
      model: `table-${models}`,
      embeddingModel: null,
      timeoutMs: 1_000,
    },
    now: policy.now,
    post: async () => replyOf(answers[Math.min(calls++, answers.length - 1)] ?? sound),
  });
  const outcome = await guardJudge(client, policy, null)
    .complete(requestFor(), noDeadline)
    .catch((error: unknown) => error as JudgeError);
  return { outcome, calls, waits };
}

function replyOf(answered: Answered): PostReply {
  if (typeof answered === 'string') throw new TransportError(answered);
  const { status, text = '{"error":{"message":"no"}}', retryAfter } = answered;
  return { status, text, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } };
}

const repeated: readonly (readonly [name: string, failing: Answered, code: string])[] = [
  ['408', { status: 408 }, 'judge_unavailable'],
  ['409', { status: 409 }, 'judge_unavailable'],
  ['429', { status: 429 }, 'judge_unavailable'],
  ['500', { status: 500 }, 'judge_unavailable'],
  ['502', { status: 502 }, 'judge_unavailable'],
  ['503', { status: 503 }, 'judge_unavailable'],
  ['504', { status: 504 }, 'judge_unavailable'],
  ['529', { status: 529 }, 'judge_unavailable'],
  ['a reset', 'reset', 'judge_unavailable'],
  ['a time-out', 'timeout', 'judge_unavailable'],
  ['an unreachable host', 'unreachable', 'judge_unavailable'],
  ['half a body', { status: 200, text: mark.slice(0, 40) }, 'judge_misbehaved'],
  ['an empty body', { status: 200, text: '' }, 'judge_misbehaved'],
];

describe.each(repeated)('%s', (_, failing, code) => {
  test.each([
    [0, [250, 500]],
    [0.5, [375, 750]],
    [1 - 2 ** -53, [500, 1_000]],
  ])('is repeated twice, with chance %d after exactly %j ms', async (random, expected) => {
    const { outcome, calls, waits } = await askProvider([failing], random);

    expect(waits.map((wait) => Math.round(wait * 1_000) / 1_000)).toEqual(expected);
    expect(calls).toBe(3);
    expect(outcome).toMatchObject({ code, usage: { calls: 3 } });
  });

  test.each([
    [1, [375]],
    [2, [375, 750]],
  ])('is forgotten after %i attempts', async (failures, expected) => {
    const failed = Array.from({ length: failures }, () => failing);

    const { outcome, waits } = await askProvider([...failed, sound], 0.5);

    expect(outcome).toMatchObject({ texts: ['4'], usage: { calls: failures + 1 } });
    expect(waits).toEqual(expected);
  });
});

test.each([
  ['400', { status: 400 }, 'provider_rejected'],
  ['401', { status: 401 }, 'provider_rejected'],
  ['403', { status: 403 }, 'provider_rejected'],
  ['404', { status: 404 }, 'provider_rejected'],
  ['422', { status: 422 }, 'provider_rejected'],
  [
    'a used-up account',
    { status: 429, text: '{"error":{"code":"insufficient_quota"}}' },
    'provider_rejected',
  ],
  ['a content filter', { status: 400, text: '{"error":{"code":"content_filter"}}' }, 'judge_refused'],
  [
    'a text too long',
    { status: 400, text: '{"error":{"message":"maximum context"}}' },
    'input_exceeds_context',
  ],
  ['an abort', 'aborted', 'deadline_exceeded'],
] as const)('%s is one attempt, at the first call and after another failure', async (_, failing, code) => {
  const first = await askProvider([failing, sound], 0.5);
  const second = await askProvider([{ status: 500 }, failing, sound], 0.5);

  expect([first.calls, second.calls]).toEqual([1, 2]);
  expect([first.waits, second.waits]).toEqual([[], [375]]);
  expect([first.outcome, second.outcome]).toMatchObject([{ code }, { code }]);
});

test.each([
  ['1', 2, [1_000, 1_000]],
  ['0.1', 2, [375, 750]],
  ['10', 2, [10_000, 10_000]],
  ['11', 0, []],
])('a Retry-After of %s s is kept in %i waits: %j ms', async (retryAfter, retries, expected) => {
  const { calls, waits } = await askProvider([{ status: 429, retryAfter }], 0.5);

  expect(waits).toEqual(expected);
  expect(calls).toBe(retries + 1);
});

test('an unusable answer is asked for again at once, and only once', async () => {
  const unusable: Answered = { status: 200, text: mark.replace('"4"', '"soso"') };

  const { outcome, calls, waits } = await askProvider([unusable], 0.5);

  expect([calls, waits]).toEqual([2, []]);
  expect(outcome).toMatchObject({ code: 'judge_misbehaved', usage: { calls: 2 } });
});

test('a failure of the second question is repeated within the three attempts', async () => {
  const unusable: Answered = { status: 200, text: mark.replace('"4"', '"soso"') };

  const { outcome, calls, waits } = await askProvider([unusable, { status: 500 }], 0.5);

  expect([calls, waits]).toEqual([3, [750]]);
  expect(outcome).toMatchObject({ code: 'judge_unavailable', usage: { calls: 3 } });
});
