import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { asTransportError, readText, TransportError } from './transport-reading.ts';

/** One POST of a JSON text. */
export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
  /** Longest wait for the whole reply. */
  readonly timeoutMs: number;
}

/** A reply of any status; redirects are replies, they are not followed. */
export interface PostReply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** Posts JSON; every failure is a {@link TransportError}. */
export type PostJson = (request: PostRequest) => Promise<PostReply>;

const keepAliveMs = 25_000;

/** A transport with one pool of kept-alive connections per origin. */
export function createTransport(): PostJson {
  const pools = new Map<string, HttpAgent>();

  function poolOf(url: string): HttpAgent {
    const { origin } = new URL(url);
    const pool = pools.get(origin) ?? createPool(origin);
    pools.set(origin, pool);
    return pool;
  }

  return async (request) => {
    const pool = poolOf(request.url);
    try {
      return await postOnce(request, pool);
    } catch (error) {
      if (!(error instanceof TransportError && error.stale)) throw error;
      // Connections die unnoticed while an environment is frozen, all of a pool at once: start with an empty one.
      const { origin } = new URL(request.url);
      if (pools.get(origin) === pool) pools.delete(origin);
      return await postOnce(request, poolOf(request.url));
    }
  };
}

function createPool(origin: string): HttpAgent {
  const options = { keepAlive: true, timeout: keepAliveMs };
  return origin.startsWith('https:') ? new HttpsAgent(options) : new HttpAgent(options);
}

function postOnce(request: PostRequest, agent: HttpAgent): Promise<PostReply> {
  const { signal, timeoutMs } = request;
  // Bytes go out beside the headers; a string would be joined to them and encoded a second time.
  const body = Buffer.from(request.body);
  return new Promise((resolve, reject) => {
    const headers = { ...request.headers, 'content-length': body.length };
    const outgoing = open(request.url, { method: 'POST', agent, headers, signal });
    const isStale = watchForStaleness(outgoing);
    const timer = setTimeout(() => fail(new TransportError('timeout')), timeoutMs);
    function fail(error: unknown): void {
      clearTimeout(timer);
      reject(signal.aborted ? new TransportError('aborted') : asTransportError(error, isStale()));
      outgoing.destroy();
    }
    outgoing.on('error', fail);
    outgoing.on('response', (incoming) => {
      readText(incoming).then((text) => {
        clearTimeout(timer);
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
      }, fail);
    });
    outgoing.end(body);
  });
}

function open(url: string, options: RequestOptions): ClientRequest {
  try {
    return url.startsWith('https:') ? requestHttps(url, options) : requestHttp(url, options);
  } catch (cause) {
    // A header that HTTP cannot carry, such as a key with a line break; the message could quote it.
    throw new TransportError('unreachable', { cause: (cause as NodeJS.ErrnoException).code });
  }
}

/** Tells whether a reused connection was lost before any byte of the reply came over it. */
function watchForStaleness(outgoing: ClientRequest): () => boolean {
  let bytesBefore = 0;
  outgoing.on('socket', (socket) => {
    bytesBefore = socket.bytesRead;
  });
  return () => outgoing.reusedSocket && outgoing.socket?.bytesRead === bytesBefore;
}
