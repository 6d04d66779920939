import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ScriptedJudge, startScriptedJudge } from '../../support/scripted-judge.ts';
import { askModel } from './model-judge.ts';

let server: ScriptedJudge;
beforeAll(async () => {
  server = await startScriptedJudge();
});
afterAll(async () => {
  await server.stop();
});

const mark = '{"analysis":"Sound.","score":4}';

describe('a call', () => {
  test('to a GPT-5 model carries what it accepts and nothing else', async () => {
    await askModel(server, [{}]);

    const [call] = server.calls;
    expect(call?.path).toBe('/v1/chat/completions');
    expect(call?.headers.authorization).toBe('Bearer test-key');
    expect(call?.body).toEqual({
      model: expect.stringMatching(/^gpt-5-mini/),
      messages: [
        { role: 'system', content: 'You judge summaries.' },
        { role: 'user', content: 'How good is it?' },
      ],
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'mark',
          schema: { type: 'object', properties: { score: { type: 'integer' } } },
          strict: true,
        },
      },
      max_completion_tokens: 300 + 4_096,
    });
  });

  test('for several samples of a model that gives several asks for them at once', async () => {
    const { outcome } = await askModel(server, [{}], { model: 'gpt-4o', samples: 3, temperature: 1 });

    expect(server.calls[0]?.body).toMatchObject({ n: 3, temperature: 1, max_completion_tokens: 300 });
    expect(outcome).toEqual({
      texts: [mark, mark, mark],
      usage: { calls: 1, prompt_tokens: 100, completion_tokens: 20, cached_tokens: 0, cost_usd: null },
    });
  });

  test('without a key carries no authorization', async () => {
    await askModel(server, [{}], { apiKey: null });

    expect(server.calls[0]?.headers).not.toHaveProperty('authorization');
  });

  test('with a key that no header can carry fails typed, without the key', async () => {
    const { outcome } = await askModel(server, [{}], { apiKey: 'secret\nkey' });

    expect(outcome).toMatchObject({ code: 'judge_unavailable', message: 'openai could not be reached' });
    expect(server.calls).toHaveLength(0);
  });
});

describe('a fault that passes', () => {
  test.each([
    ['a 500', { status: 500 }],
    ['a 503', { status: 503 }],
    ['a reset', { fault: 'reset' }],
    ['a reset in the midst of the reply', { fault: 'reset-midway' }],
    ['a body that breaks off', { fault: 'malformed' }],
    ['a page instead of JSON', { raw: '<html></html>' }],
    ['an empty body', { raw: '' }],
    ['a failure declared in a 200', { raw: '{"error":{"code":502,"message":"upstream"}}' }],
    ['an answer broken off', { text: '{"score":', finishReason: 'error' }],
  ] as const)('(%s) costs one call and one wait', async (_, fault) => {
    const { outcome, waits } = await askModel(server, [fault, {}]);

    expect(outcome).toMatchObject({ texts: [mark], usage: { calls: 2 } });
    expect(waits).toEqual([250]);
  });

  test('(a 429) is waited for as long as it asks', async () => {
    const { outcome, waits } = await askModel(server, [{ status: 429, headers: { 'retry-after': '2' } }, {}]);

    expect(outcome).toMatchObject({ texts: [mark], usage: { calls: 2 } });
    expect(waits).toEqual([2_000]);
  });

  test('(a time-out) costs one call', async () => {
    const { outcome, observed } = await askModel(server, [{ fault: 'hang' }, {}], { timeoutMs: 2_000 });

    expect(outcome).toMatchObject({ texts: [mark], usage: { calls: 2 } });
    expect(observed.map((call) => call.outcome)).toEqual(['timeout', 'ok']);
  });

  test('(a reply that stops coming) is a time-out', async () => {
    const { observed } = await askModel(server, [{ fault: 'hang-midway' }, {}], { timeoutMs: 2_000 });

    expect(observed.map((call) => call.outcome)).toEqual(['timeout', 'ok']);
  });

  test('(content that cannot be read) is repaired by one more call', async () => {
    const { outcome } = await askModel(server, [{ text: 'Sure! Here is my verdict: {"sc' }, {}]);

    expect(outcome).toMatchObject({ texts: [mark], usage: { calls: 2, prompt_tokens: 200 } });
    expect(server.calls[1]?.body.messages).toHaveLength(2);
    expect(server.calls[1]?.body.messages[1].content).toContain('could not be read');
  });

  test('(an answer cut by its limit) is repaired with a larger limit', async () => {
    const { outcome } = await askModel(server, [{ text: '{"sc', finishReason: 'length' }, {}]);

    expect(outcome).toMatchObject({ texts: [mark], usage: { calls: 2 } });
    expect(server.calls[1]?.body.max_completion_tokens).toBe(600 + 4_096);
  });

  test('(a parameter that the model rejects) is left out', async () => {
    const raw = '{"error":{"message":"Unsupported value: temperature","param":"temperature"}}';
    const { outcome, waits } = await askModel(server, [{ status: 400, raw }, {}], { model: 'gpt-4o' });

    expect(outcome).toMatchObject({ texts: [mark], usage: { calls: 2 } });
    expect(server.calls.map(({ body }) => 'temperature' in body)).toEqual([true, false]);
    expect(waits).toEqual([]);
  });

  test('(fewer answers than asked for) is made up for by further calls', async () => {
    const { outcome } = await askModel(server, [{ texts: [mark] }], { model: 'gpt-4o', samples: 3 });

    expect(outcome).toMatchObject({ texts: [mark, mark, mark], usage: { calls: 3 } });
  });
});

describe('a fault that stays', () => {
  test.each([
    ['500s', { status: 500 }, 'judge_unavailable', 3],
    ['429s', { status: 429 }, 'judge_unavailable', 3],
    ['resets', { fault: 'reset' }, 'judge_unavailable', 3],
    ['broken bodies', { fault: 'malformed' }, 'judge_misbehaved', 3],
    ['unreadable content', { text: 'four' }, 'judge_misbehaved', 2],
    ['empty content', { text: '' }, 'judge_misbehaved', 2],
    ['no content', { text: null }, 'judge_misbehaved', 2],
    ['cut answers', { text: '{"sc', finishReason: 'length' }, 'judge_misbehaved', 2],
    ['a refusal', { text: null, refusal: 'I cannot.' }, 'judge_refused', 1],
    ['a filtered answer', { text: null, finishReason: 'content_filter' }, 'judge_refused', 1],
    [
      'a filtered choice without a message',
      { raw: '{"choices":[{"index":0,"finish_reason":"content_filter: SAFETY"}]}' },
      'judge_refused',
      1,
    ],
    ['a 400', { status: 400 }, 'provider_rejected', 1],
    ['a 401', { status: 401 }, 'provider_rejected', 1],
    ['a 403', { status: 403 }, 'provider_rejected', 1],
    ['a 404', { status: 404 }, 'provider_rejected', 1],
    ['a 422', { status: 422 }, 'provider_rejected', 1],
    ['a redirect', { status: 307, headers: { location: '/v1/elsewhere' } }, 'provider_rejected', 1],
    [
      'too long a prompt',
      { status: 400, raw: '{"error":{"code":"context_length_exceeded"}}' },
      'input_exceeds_context',
      1,
    ],
    ['a 429 with too long a wait', { status: 429, headers: { 'retry-after': '60' } }, 'judge_unavailable', 1],
  ] as const)('(%s) fails typed, with every call counted', async (_, fault, code, calls) => {
    const { outcome } = await askModel(server, [fault]);

    expect(outcome).toMatchObject({ name: 'JudgeError', code, usage: { calls } });
    expect(server.calls).toHaveLength(calls);
  });

  test('(a reply of more than 4 MB) fails typed', async () => {
    const { outcome } = await askModel(server, [{ raw: 'x'.repeat(4 * 1024 * 1024 + 1) }]);

    expect(outcome).toMatchObject({
      code: 'judge_misbehaved',
      message: 'openai answered with more than 4 MB',
    });
  });

  test('(nobody there) fails typed', async () => {
    const gone = await startScriptedJudge();
    await gone.stop();

    const { outcome } = await askModel(gone, [{}]);

    expect(outcome).toMatchObject({ code: 'judge_unavailable', message: 'openai could not be reached' });
  });

  test('never shows the words of the provider', async () => {
    const { outcome } = await askModel(server, [
      { status: 401, raw: 'Incorrect API key provided: test-key' },
    ]);

    expect(outcome).toMatchObject({ message: 'openai answered 401' });
    expect(JSON.stringify(outcome)).not.toContain('test-key');
  });
});

test('a request whose time ends during a call fails at once as that', async () => {
  const controller = new AbortController();
  const script = () => {
    controller.abort();
    return { fault: 'hang' } as const;
  };

  const { outcome } = await askModel(server, script, { signal: controller.signal });

  expect(outcome).toMatchObject({ code: 'deadline_exceeded', usage: { calls: 1 } });
});
