import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ScriptedJudge, startScriptedJudge, vectorOf } from '../../support/scripted-judge.ts';
import { embedTexts } from './over-http.ts';

let server: ScriptedJudge;
beforeAll(async () => {
  server = await startScriptedJudge();
});
afterAll(async () => {
  await server.stop();
});

const sound = [vectorOf('left'), vectorOf('right')];

describe('a call', () => {
  test('carries the model, the texts and the format, and nothing else', async () => {
    const { model } = await embedTexts(server, [{}]);

    const [call] = server.calls;
    expect(call?.path).toBe('/v1/embeddings');
    expect(call?.headers.authorization).toBe('Bearer test-key');
    expect(call?.body).toEqual({ model, input: ['left', 'right'], encoding_format: 'float' });
  });

  test('brings a vector per text and what it took', async () => {
    const { outcome } = await embedTexts(server, [{}]);

    expect(outcome).toEqual({
      vectors: sound,
      usage: { calls: 1, prompt_tokens: 8, completion_tokens: 0, cached_tokens: 0, cost_usd: null },
    });
  });

  test('is observed under the name of the embedding model', async () => {
    const { model, observed } = await embedTexts(server, [{}]);

    expect(observed).toMatchObject([{ provider: 'openai', model, outcome: 'ok' }]);
  });
});

describe('a fault that passes', () => {
  test.each([
    ['one vector of both texts', { vectors: [[1, 2]] }],
    [
      'vectors of two lengths',
      {
        vectors: [
          [1, 2],
          [1, 2, 3],
        ],
      },
    ],
    ['NaN', { vectors: [[Number.NaN], [1]] }],
    ['a number too large', { vectors: [[1e200], [1]] }],
  ] as const)('(%s) costs one call and one wait', async (_, fault) => {
    const { outcome, waits } = await embedTexts(server, [fault, {}]);

    expect(outcome).toMatchObject({ vectors: sound, usage: { calls: 2 } });
    expect(waits).toEqual([250]);
  });

  test('(a provider that rejects the format) is asked without it at once', async () => {
    const raw = '{"error":{"message":"Unknown field: encoding_format"}}';
    const { outcome, waits } = await embedTexts(server, [{ status: 400, raw }, {}]);

    expect(outcome).toMatchObject({ vectors: sound, usage: { calls: 2 } });
    expect(server.calls.map(({ body }) => 'encoding_format' in body)).toEqual([true, false]);
    expect(waits).toEqual([]);
  });
});

test.each([
  ['too few vectors', { vectors: [[1]] }, 'judge_misbehaved', 3],
  ['a rejected format', { status: 400, raw: '{"message":"encoding_format?"}' }, 'provider_rejected', 2],
] as const)('a fault that stays (%s) fails typed, with every call counted', async (_, fault, code, calls) => {
  const { outcome } = await embedTexts(server, [fault]);

  expect(outcome).toMatchObject({ name: 'JudgeError', code, usage: { calls } });
  expect(server.calls).toHaveLength(calls);
});
