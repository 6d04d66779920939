import type { IncomingMessage, ServerResponse } from 'node:http';
import { finished } from 'node:stream/promises';
import type { Reply } from './function-reply.ts';

/** The largest body that the gateway takes. */
const bodyLimitBytes = 10 * 1024 * 1024;

/** Milliseconds for which the rest of a refused body is read and thrown away. */
const drainMilliseconds = 10_000;

/** Reads a body; null as soon as it is known to be too large, with the rest of it unread. */
export async function readBody(request: IncomingMessage, response: ServerResponse): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > bodyLimitBytes) return null;
  if (request.headers.expect) response.writeContinue();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > bodyLimitBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Answers a request whose body is not wanted, and ends the connection. The answer goes out whole at once, but the
 * connection ends only after the body: closing it with bytes unread resets it, and the client loses the answer.
 */
export async function refuseBody(exchange: Exchange, reply: Reply): Promise<void> {
  const { request, response } = exchange;
  response.writeHead(reply.status, {
    ...reply.headers,
    'Content-Length': Buffer.byteLength(reply.body),
    Connection: 'close',
  });
  response.write(reply.body);
  request.resume();
  const signal = AbortSignal.timeout(drainMilliseconds);
  await finished(request, { signal, writable: false }).catch(() => {});
  response.end();
}

/** A request and the response to it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}
