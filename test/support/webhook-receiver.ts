import { EventEmitter, once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

/** One request that a receiver got. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a receiver answers; `body` may be long, and `trickleMs` delays its end. */
export interface ReceiverAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds before the answer begins; null: none ever comes. */
  readonly delayMs?: number | null;
  /** Goes on with the answer until the other side hangs up. */
  readonly isEndless?: boolean;
  /** Milliseconds between the beginning of the answer and its end. */
  readonly trickleMs?: number;
}

/** A real HTTP server that takes webhooks. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** Connections that were opened, with or without a request. */
  readonly connections: number;
  /** The distinct ids of the messages so far. */
  messageIds(): ReadonlySet<string>;
  /** Answers like this from now on: one for all, or one after another (the last stays). */
  answer(...answers: readonly ReceiverAnswer[]): void;
  /** Answers like this at one path, whatever the others get. */
  answerAt(path: string, answer: ReceiverAnswer): void;
  /** Holds every answer back until that many requests are there. */
  holdUntil(count: number): Promise<void>;
  /** Forgets what it got, and what single paths answer. */
  forget(): void;
  /** Resolves once that many requests are there. */
  awaitRequests(count: number): Promise<readonly Received[]>;
  stop(): Promise<void>;
}

/** Starts a receiver on the loopback address; it answers 204 until told otherwise. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  let answers: readonly ReceiverAnswer[] = [{}];
  let connections = 0;
  const arrivals = new EventEmitter();
  const paths = new Map<string, ReceiverAnswer>();
  let held: Promise<unknown> = Promise.resolve();
  const server = createServer(async (request, response) => {
    received.push(await readRequest(request));
    const [usual = {}, ...further] = answers;
    if (further.length > 0) answers = further;
    arrivals.emit('request');
    await held;
    await give(response, paths.get(request.url ?? '') ?? usual);
  });
  server.on('connection', () => {
    connections += 1;
  });
  const awaitRequests = async (count: number) => {
    while (received.length < count) await once(arrivals, 'request');
    return received;
  };
  const url = await listen(server);
  return {
    url,
    received,
    get connections() {
      return connections;
    },
    messageIds: () => new Set(received.map(({ headers }) => String(headers['webhook-id']))),
    answer: (...given) => {
      answers = given;
    },
    answerAt: (path, answer) => void paths.set(path, answer),
    async holdUntil(count) {
      held = awaitRequests(count);
      await held;
    },
    forget: () => {
      paths.clear();
      received.length = 0;
      connections = 0;
    },
    awaitRequests,
    stop: () => close(server),
  };
}

async function readRequest(request: IncomingMessage): Promise<Received> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { method = '', url: path = '', headers } = request;
  return { method, path, headers, body: Buffer.concat(parts).toString('utf8') };
}

async function give(response: ServerResponse, answer: ReceiverAnswer): Promise<void> {
  const { status = 204, delayMs = 0, trickleMs = 0, body = '' } = answer;
  if (delayMs === null) return;
  await pause(delayMs);
  response.writeHead(status, answer.headers);
  response.flushHeaders();
  await pause(trickleMs);
  if (answer.isEndless) await pipeline(spaces, response).catch(() => undefined);
  else response.end(body);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function* spaces(): Generator<string> {
  for (;;) yield ' '.repeat(16_384);
}

function pause(millis: number): Promise<void> {
  return millis === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, millis).unref());
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
