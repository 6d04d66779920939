import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ScriptedJudge, startScriptedJudge } from '../../support/scripted-judge.ts';
import { askModel } from './over-http.ts';

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
});

describe('a fault that passes', () => {
  test('(an answer broken off) costs one call and one wait', async () => {
    const { outcome, waits } = await askModel(server, [{ text: '{"score":', finishReason: 'error' }, {}]);

    expect(outcome).toMatchObject({ texts: [mark], usage: { calls: 2 } });
    expect(waits).toEqual([250]);
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
    [
      'too long a prompt',
      { status: 400, raw: '{"error":{"code":"context_length_exceeded"}}' },
      'input_exceeds_context',
      1,
    ],
  ] as const)('(%s) fails typed, with every call counted', async (_, fault, code, calls) => {
    const { outcome } = await askModel(server, [fault]);

    expect(outcome).toMatchObject({ name: 'JudgeError', code, usage: { calls } });
    expect(server.calls).toHaveLength(calls);
  });
});
