import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createTransport } from '../../../src/judges/transport.ts';
import { type ScriptedJudge, startScriptedJudge } from '../../support/scripted-judge.ts';

let server: ScriptedJudge;
beforeEach(async () => {
  server = await startScriptedJudge();
});
afterEach(async () => {
  await server.stop();
});

function postTo(url: string, signal = new AbortController().signal) {
  return { url: `${url}/chat/completions`, headers: {}, body: '{}', signal, timeoutMs: 5_000 };
}

describe('connections', () => {
  test('are used again', async () => {
    const post = createTransport();

    await post(postTo(server.baseUrl));
    await post(postTo(server.baseUrl));

    expect(new Set(server.calls.map(({ port }) => port)).size).toBe(1);
  });

  test('that died while idle are replaced unnoticed', async () => {
    const post = createTransport();
    server.follow((_, index) => (index === 1 ? { fault: 'reset' } : {}));
    await post(postTo(server.baseUrl));

    const reply = await post(postTo(server.baseUrl));

    const ports = server.calls.map(({ port }) => port);
    expect(reply.status).toBe(200);
    expect(ports).toEqual([ports[0], ports[0], expect.any(Number)]);
    expect(ports[2]).not.toBe(ports[0]);
  });

  test('are replaced once and not twice', async () => {
    const post = createTransport();
    server.follow((_, index) => (index === 0 ? {} : { fault: 'reset' }));
    await post(postTo(server.baseUrl));

    await expect(post(postTo(server.baseUrl))).rejects.toMatchObject({ kind: 'reset' });

    expect(server.calls).toHaveLength(3);
  });

  test('that die in the midst of a reply are not replaced: the request may have been answered', async () => {
    const post = createTransport();
    server.follow((_, index) => (index === 0 ? {} : { fault: 'reset-midway' }));
    await post(postTo(server.baseUrl));

    await expect(post(postTo(server.baseUrl))).rejects.toMatchObject({ kind: 'reset' });

    expect(server.calls).toHaveLength(2);
  });

  test('that are new and die are not replaced', async () => {
    server.follow([{ fault: 'reset' }]);

    await expect(createTransport()(postTo(server.baseUrl))).rejects.toMatchObject({ kind: 'reset' });

    expect(server.calls).toHaveLength(1);
  });
});

test('a redirect is a reply', async () => {
  server.follow([{ status: 307, headers: { location: `${server.baseUrl}/elsewhere` }, raw: '' }]);

  const reply = await createTransport()(postTo(server.baseUrl));

  expect(reply.status).toBe(307);
  expect(server.calls).toHaveLength(1);
});

test('a signal that has aborted sends nothing', async () => {
  const post = createTransport();

  await expect(post(postTo(server.baseUrl, AbortSignal.abort()))).rejects.toMatchObject({ kind: 'aborted' });

  expect(server.calls).toHaveLength(0);
});

test('a reply of many bytes arrives whole, whatever characters its chunks cut', async () => {
  const raw = JSON.stringify('ä€𝄞'.repeat(100_000));
  server.follow([{ raw }]);

  const reply = await createTransport()(postTo(server.baseUrl));

  expect(reply.text).toBe(raw);
});
