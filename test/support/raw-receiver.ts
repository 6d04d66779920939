import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A server that says what it likes to a request, HTTP or not. */
export interface RawReceiver {
  readonly url: string;
  /** Resolves once every connection so far is closed on both sides. */
  awaitClosed(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a receiver on the loopback address that has each connection answered once its request begins to come. */
export async function startRawReceiver(answer: (socket: Socket) => void): Promise<RawReceiver> {
  const closings: Promise<void>[] = [];
  const server = createServer((socket) => {
    closings.push(new Promise((resolve) => socket.on('close', () => resolve())));
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    awaitClosed: async () => void (await Promise.all(closings)),
    async stop() {
      server.close();
      await once(server, 'close');
    },
  };
}

/** Sends a beginning at once and then one text after another, until the other side hangs up. */
export function trickle(beginning: string, text: string): (socket: Socket) => void {
  return (socket) => {
    socket.write(beginning);
    const timer = setInterval(() => socket.write(text), 20);
    socket.on('close', () => clearInterval(timer));
  };
}
