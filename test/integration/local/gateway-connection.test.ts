import { type EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from './gateway-support.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.stop(0));

function open() {
  return connect(Number(new URL(gateway.url).port), '127.0.0.1');
}

async function expectAlive(): Promise<void> {
  expect((await fetch(`${gateway.url}/api/v1`)).status).toBe(200);
}

describe('a connection', () => {
  test('with what is no HTTP gets a problem document, and the next one is served', async () => {
    const socket = open();
    socket.write('NONSENSE\r\n\r\n');

    const [head, body] = (await text(socket)).split('\r\n\r\n');

    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expect(head).toMatch(/application\/problem\+json/);
    expect(JSON.parse(body ?? '')).toMatchObject({ status: 400, request_id: expect.any(String) });
    await expectAlive();
  });

  test('with headers that are too large gets 431', async () => {
    const socket = open();
    socket.write(`GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'a'.repeat(40_000)}\r\n\r\n`);

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('that breaks off in the middle of a body harms nobody', async () => {
    const socket = open();
    socket.write('POST /api/v1/evaluations/geval HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf of');
    socket.resetAndDestroy();
    await once(socket, 'close');

    await expectAlive();
  });

  test('that waits for leave to send a body that is too large gets its 413 at once', async () => {
    const socket = open();
    const head =
      'POST /api/v1 HTTP/1.1\r\nHost: x\r\nContent-Length: 11534336\r\nExpect: 100-continue\r\n\r\n';
    socket.write(head);

    const [answer] = await once(socket, 'data');

    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  test('that waits for leave to send a body gets it', async () => {
    const socket = open();
    socket.write('POST /api/v1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n');

    const [answer] = await once(socket, 'data');

    expect(String(answer)).toMatch(/^HTTP\/1\.1 100 /);
    socket.destroy();
  });
});

describe('stopping', () => {
  test('lets a request under way finish', async () => {
    const signals: EventEmitter = process;
    const slow = await startTestGateway({
      'service-index': `
        const finish = new Promise((resolve) => process.once('test:finish', resolve));
        process.emit('test:started');
        await finish;
        return { statusCode: 200, body: '"finished"' };`,
    });
    const started = once(signals, 'test:started');
    const answer = fetch(slow.url);
    await started;

    const stopped = slow.stop(20_000);
    signals.emit('test:finish');

    expect(await (await answer).text()).toBe('"finished"');
    await stopped;
  });
});
