import type { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { createGuardedPost } from '../../../src/webhooks/network/guarded-post.ts';
import { startRawReceiver, trickle } from '../../support/raw-receiver.ts';
import { answering, anywhere } from '../../support/ssrf-attack.ts';

const post = createGuardedPost({ policy: anywhere, resolve: answering([]) });
const say = (text: string) => (socket: Socket) => void socket.write(text);
const switching = 'HTTP/1.1 101 Switching Protocols\r\n';

/** The status, or why there is none, once the receiver has seen the connection closed. */
async function outcomeOf(answer: (socket: Socket) => void, timeoutMs: number) {
  const receiver = await startRawReceiver(answer);
  const outcome = await post({ url: receiver.url, headers: {}, body: '{}', timeoutMs }).catch(
    ({ name, code }) => code ?? name,
  );
  await receiver.awaitClosed();
  await receiver.stop();
  return outcome;
}

test.each([
  ['switches to another protocol', say(`${switching}Upgrade: x\r\nConnection: Upgrade\r\n\r\n`), 101],
  ['says that it switches and not to what', say(`${switching}\r\n`), 101],
  ['closes without an answer', (socket: Socket) => void socket.end(), 'ECONNRESET'],
  ['resets the connection', (socket: Socket) => void socket.resetAndDestroy(), 'ECONNRESET'],
  ['closes within its headers', (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\nx: '), 'ECONNRESET'],
  [
    'closes within its body',
    (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx'),
    'ECONNRESET',
  ],
  ['ends its body by closing', (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\n\r\nx'), 200],
])('a receiver that %s ends the exchange', async (_what, answer, outcome) => {
  expect(await outcomeOf(answer, 30_000)).toBe(outcome);
});

test.each([
  ['its headers', trickle('HTTP/1.1 200 OK\r\n', 'x: y\r\n')],
  ['early answers without an end', trickle('', 'HTTP/1.1 102 Processing\r\n\r\n')],
  ['its body', trickle('HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n', 'x')],
  ['nothing at all', say('')],
])('a receiver that trickles %s is cut off at the time-out', async (_what, answer) => {
  expect(await outcomeOf(answer, 300)).toBe('NoAnswer');
});
