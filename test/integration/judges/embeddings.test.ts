import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createJudges } from '../../../src/judges/index.ts';
import type { EmbeddingReply, JudgeError } from '../../../src/judges/judge.ts';
import type { ObservedCall } from '../../../src/judges/policy.ts';
import {
  type JudgeScript,
  type ScriptedJudge,
  startScriptedJudge,
  vectorOf,
} from '../../support/scripted-judge.ts';

let server: ScriptedJudge;
beforeAll(async () => {
  server = await startScriptedJudge();
});
afterAll(async () => {
  await server.stop();
});

interface Embedded {
  readonly outcome: EmbeddingReply | JudgeError;
  readonly model: string;
  readonly waits: readonly number[];
  readonly observed: readonly ObservedCall[];
}

interface EmbedOptions {
  readonly at?: ScriptedJudge;
  readonly texts?: readonly string[];
  readonly apiKey?: string | null;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

let models = 0;

/** Embeds over real HTTP by a script; every request is for a model of its own, so that no pause is shared. */
async function embed(script: JudgeScript, options: EmbedOptions = {}): Promise<Embedded> {
  const { at = server, texts = ['left', 'right'], apiKey = 'test-key', timeoutMs = 5_000 } = options;
  const { signal = new AbortController().signal } = options;
  const [waits, observed]: [number[], ObservedCall[]] = [[], []];
  at.follow(script);
  models += 1;
  const embeddingModel = `text-embedding-${models}`;
  const judges = createJudges({
    settings: [{ provider: 'openai', apiKey, baseUrl: at.baseUrl, model: 'gpt-5-mini', embeddingModel }],
    timeoutMs,
    random: () => 0,
    sleep: async (milliseconds) => void waits.push(milliseconds),
    observe: (call) => observed.push(call),
  });
  const { embeddings } = judges('openai', 'gpt-5-mini');
  if (!embeddings) throw new Error('the judge has no embeddings');
  const outcome = await embeddings.embed(texts, signal).catch((error: JudgeError) => error);
  return { outcome, model: embeddingModel, waits, observed };
}

const sound = [vectorOf('left'), vectorOf('right')];

describe('a call', () => {
  test('carries the model, the texts and the format, and nothing else', async () => {
    const { model } = await embed([{}]);

    const [call] = server.calls;
    expect(call?.path).toBe('/v1/embeddings');
    expect(call?.headers.authorization).toBe('Bearer test-key');
    expect(call?.body).toEqual({ model, input: ['left', 'right'], encoding_format: 'float' });
  });

  test('brings a vector per text and what it took', async () => {
    const { outcome } = await embed([{}]);

    expect(outcome).toEqual({
      vectors: sound,
      usage: { calls: 1, prompt_tokens: 8, completion_tokens: 0, cached_tokens: 0, cost_usd: null },
    });
  });

  test('is observed under the name of the embedding model', async () => {
    const { model, observed } = await embed([{}]);

    expect(observed).toMatchObject([{ provider: 'openai', model, outcome: 'ok' }]);
  });

  test('without a key carries no authorization', async () => {
    await embed([{}], { apiKey: null });

    expect(server.calls[0]?.headers).not.toHaveProperty('authorization');
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
    ['a failure declared in a 200', { raw: '{"error":{"code":502,"message":"upstream"}}' }],
  ] as const)('(%s) costs one call and one wait', async (_, fault) => {
    const { outcome, waits } = await embed([fault, {}]);

    expect(outcome).toMatchObject({ vectors: sound, usage: { calls: 2 } });
    expect(waits).toEqual([250]);
  });

  test('(a 429) is waited for as long as it asks', async () => {
    const { outcome, waits } = await embed([{ status: 429, headers: { 'retry-after': '2' } }, {}]);

    expect(outcome).toMatchObject({ vectors: sound, usage: { calls: 2 } });
    expect(waits).toEqual([2_000]);
  });

  test('(a time-out) costs one call', async () => {
    const { outcome, observed } = await embed([{ fault: 'hang' }, {}], { timeoutMs: 2_000 });

    expect(outcome).toMatchObject({ vectors: sound, usage: { calls: 2 } });
    expect(observed.map((call) => call.outcome)).toEqual(['timeout', 'ok']);
  });

  test('(a provider that rejects the format) is asked without it at once', async () => {
    const raw = '{"error":{"message":"Unknown field: encoding_format"}}';
    const { outcome, waits } = await embed([{ status: 400, raw }, {}]);

    expect(outcome).toMatchObject({ vectors: sound, usage: { calls: 2 } });
    expect(server.calls.map(({ body }) => 'encoding_format' in body)).toEqual([true, false]);
    expect(waits).toEqual([]);
  });
});

describe('a fault that stays', () => {
  test.each([
    ['500s', { status: 500 }, 'judge_unavailable', 3],
    ['429s', { status: 429 }, 'judge_unavailable', 3],
    ['resets', { fault: 'reset' }, 'judge_unavailable', 3],
    ['broken bodies', { fault: 'malformed' }, 'judge_misbehaved', 3],
    ['too few vectors', { vectors: [[1]] }, 'judge_misbehaved', 3],
    ['a 400', { status: 400 }, 'provider_rejected', 1],
    ['a 401', { status: 401 }, 'provider_rejected', 1],
    ['a 403', { status: 403 }, 'provider_rejected', 1],
    ['a 404', { status: 404 }, 'provider_rejected', 1],
    ['a rejected format', { status: 400, raw: '{"message":"encoding_format?"}' }, 'provider_rejected', 2],
    [
      'too long a text',
      { status: 400, raw: `{"error":{"message":"This model's maximum context length is 8192 tokens"}}` },
      'input_exceeds_context',
      1,
    ],
    ['a 429 with too long a wait', { status: 429, headers: { 'retry-after': '60' } }, 'judge_unavailable', 1],
  ] as const)('(%s) fails typed, with every call counted', async (_, fault, code, calls) => {
    const { outcome } = await embed([fault]);

    expect(outcome).toMatchObject({ name: 'JudgeError', code, usage: { calls } });
    expect(server.calls).toHaveLength(calls);
  });

  test('(a reply of more than 4 MB) fails typed', async () => {
    const { outcome } = await embed([{ raw: 'x'.repeat(4 * 1024 * 1024 + 1) }]);

    expect(outcome).toMatchObject({
      code: 'judge_misbehaved',
      message: 'openai answered with more than 4 MB',
    });
  });

  test('(nobody there) fails typed', async () => {
    const gone = await startScriptedJudge();
    await gone.stop();

    const { outcome } = await embed([{}], { at: gone });

    expect(outcome).toMatchObject({ code: 'judge_unavailable', message: 'openai could not be reached' });
  });

  test('never shows the words of the provider', async () => {
    const { outcome } = await embed([{ status: 401, raw: 'Incorrect API key provided: test-key' }]);

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

  const { outcome } = await embed(script, { signal: controller.signal });

  expect(outcome).toMatchObject({ code: 'deadline_exceeded', usage: { calls: 1 } });
});
