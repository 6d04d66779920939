import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ScriptedJudge, startScriptedJudge } from '../../support/scripted-judge.ts';
import { askModel, embedTexts } from './over-http.ts';

let server: ScriptedJudge;
beforeAll(async () => {
  server = await startScriptedJudge();
});
afterAll(() => server.stop());

const calls = [
  { kind: 'completion', call: askModel },
  { kind: 'embeddings', call: embedTexts },
] as const;

describe.each(calls)('a call for $kind', ({ call }) => {
  test('without a key carries no authorization', async () => {
    await call(server, [{}], { apiKey: null });

    expect(server.calls[0]?.headers).not.toHaveProperty('authorization');
  });

  test('with a key that no header can carry fails typed, without the key', async () => {
    const { outcome } = await call(server, [{}], { apiKey: 'secret\nkey' });

    expect(outcome).toMatchObject({ code: 'judge_unavailable', message: 'openai could not be reached' });
    expect(server.calls).toHaveLength(0);
  });

  test.each([
    ['a 500', { status: 500 }],
    ['a 503', { status: 503 }],
    ['a reset', { fault: 'reset' }],
    ['a reset in the midst of the reply', { fault: 'reset-midway' }],
    ['a body that breaks off', { fault: 'malformed' }],
    ['a page instead of JSON', { raw: '<html></html>' }],
    ['an empty body', { raw: '' }],
    ['a failure declared in a 200', { raw: '{"error":{"code":502,"message":"upstream"}}' }],
  ] as const)('costs one call and one wait more for %s', async (_, fault) => {
    const { outcome, waits } = await call(server, [fault, {}]);

    expect(outcome).not.toHaveProperty('code');
    expect(outcome).toMatchObject({ usage: { calls: 2 } });
    expect(waits).toEqual([250]);
  });

  test('waits after a 429 for as long as that asks', async () => {
    const { outcome, waits } = await call(server, [{ status: 429, headers: { 'retry-after': '2' } }, {}]);

    expect(outcome).toMatchObject({ usage: { calls: 2 } });
    expect(waits).toEqual([2_000]);
  });

  test.each(['hang', 'hang-midway'] as const)('costs one call more for a time-out (%s)', async (fault) => {
    const { outcome, observed } = await call(server, [{ fault }, {}], { timeoutMs: 2_000 });

    expect(outcome).toMatchObject({ usage: { calls: 2 } });
    expect(observed.map((each) => each.outcome)).toEqual(['timeout', 'ok']);
  });

  test.each([
    ['500s', { status: 500 }, 'judge_unavailable', 3],
    ['429s', { status: 429 }, 'judge_unavailable', 3],
    ['resets', { fault: 'reset' }, 'judge_unavailable', 3],
    ['broken bodies', { fault: 'malformed' }, 'judge_misbehaved', 3],
    ['a 400', { status: 400 }, 'provider_rejected', 1],
    ['a 401', { status: 401 }, 'provider_rejected', 1],
    ['a 403', { status: 403 }, 'provider_rejected', 1],
    ['a 404', { status: 404 }, 'provider_rejected', 1],
    ['a 422', { status: 422 }, 'provider_rejected', 1],
    ['a redirect', { status: 307, headers: { location: '/v1/elsewhere' } }, 'provider_rejected', 1],
    [
      'too long a text',
      { status: 400, raw: `{"error":{"message":"This model's maximum context length is 8192 tokens"}}` },
      'input_exceeds_context',
      1,
    ],
    ['a 429 with too long a wait', { status: 429, headers: { 'retry-after': '60' } }, 'judge_unavailable', 1],
  ] as const)('fails typed for %s, with every call counted', async (_, fault, code, count) => {
    const { outcome } = await call(server, [fault]);

    expect(outcome).toMatchObject({ name: 'JudgeError', code, usage: { calls: count } });
    expect(server.calls).toHaveLength(count);
  });

  test('fails typed for a reply of more than 4 MB', async () => {
    const { outcome } = await call(server, [{ raw: 'x'.repeat(4 * 1024 * 1024 + 1) }]);

    expect(outcome).toMatchObject({
      code: 'judge_misbehaved',
      message: 'openai answered with more than 4 MB',
    });
  });

  test('fails typed where nobody is there', async () => {
    const gone = await startScriptedJudge();
    await gone.stop();

    const { outcome } = await call(gone, [{}]);

    expect(outcome).toMatchObject({ code: 'judge_unavailable', message: 'openai could not be reached' });
  });

  test('never shows the words of the provider', async () => {
    const { outcome } = await call(server, [{ status: 401, raw: 'Incorrect API key provided: test-key' }]);

    expect(outcome).toMatchObject({ message: 'openai answered 401' });
    expect(JSON.stringify(outcome)).not.toContain('test-key');
  });

  test('whose time ends fails at once as that', async () => {
    const controller = new AbortController();
    const script = () => {
      controller.abort();
      return { fault: 'hang' } as const;
    };

    const { outcome } = await call(server, script, { signal: controller.signal });

    expect(outcome).toMatchObject({ code: 'deadline_exceeded', usage: { calls: 1 } });
  });
});
