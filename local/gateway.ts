import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { largerBatches, ServiceError } from '../src/errors.ts';
import { describeFailure } from './failure.ts';
import type { Reply } from './function-reply.ts';
import { answerRequest, type Backend } from './gateway-answer.ts';
import { answerMalformedRequest } from './malformed-request.ts';
import { createProblemReply, createUnavailableReply } from './problem-reply.ts';
import { type Exchange, readBody, refuseBody } from './request-body.ts';

/** A running gateway. */
export interface Gateway {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Takes no more requests, and gives those under way up to the given time. */
  stop(graceMilliseconds: number): Promise<void>;
}

/** What the gateway needs to answer, and its port (0: any free one). */
export interface GatewayOptions extends Backend {
  readonly port: number;
}

interface Arrival {
  readonly requestId: string;
  readonly arrival: number;
}

/** Serves the routes as the gateway on AWS does, with functions in this process, on the loopback address. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 60_000,
    connectionsCheckingInterval: 2_000,
  });
  // Longer than clients keep an idle connection, so that it is they who close it and no request meets a closing one.
  server.keepAliveTimeout = 65_000;
  const serve = (request: Exchange['request'], response: Exchange['response']): void => {
    void serveExchange({ request, response }, options);
  };
  server.on('request', serve);
  server.on('checkContinue', serve);
  server.on('clientError', answerMalformedRequest);
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: (grace) => stopServer(server, grace) };
}

async function serveExchange(exchange: Exchange, backend: Backend): Promise<void> {
  const arrived = { requestId: randomUUID(), arrival: Date.now() };
  exchange.response.on('error', () => {});
  logWhenDone(exchange, arrived, backend.log);
  try {
    await replyTo(exchange, arrived, backend);
  } catch (error) {
    abandon(exchange, error, { ...arrived, log: backend.log });
  }
}

async function replyTo(exchange: Exchange, arrived: Arrival, backend: Backend): Promise<void> {
  const { request, response } = exchange;
  const body = await readBody(request, response);
  response.setHeader('x-amzn-RequestId', arrived.requestId);
  if (body !== null) {
    send(exchange, await answerRequest({ ...arrived, request, body }, backend));
    return;
  }
  const tooLarge = new ServiceError(
    'too_large',
    `the body is larger than the 10 MB that the gateway takes: ${largerBatches}`,
  );
  await refuseBody(exchange, createProblemReply(tooLarge, arrived.requestId));
}

function send({ response }: Exchange, { status, headers, body }: Reply): void {
  const isBodiless = status === 204 || status === 304;
  const length = isBodiless ? {} : { 'Content-Length': body.length };
  response.writeHead(status, { ...headers, ...length } as Record<string, string | string[] | number>);
  response.end(isBodiless ? undefined : body);
}

function abandon(exchange: Exchange, error: unknown, call: Arrival & Pick<Backend, 'log'>): void {
  const { request, response } = exchange;
  if (request.destroyed && !request.complete) return;
  call.log(`the answer to ${call.requestId} could not be sent: ${describeFailure(error)}`);
  if (response.headersSent) response.destroy();
  else send(exchange, createUnavailableReply(call.requestId));
}

function logWhenDone({ request, response }: Exchange, call: Arrival, log: Backend['log']): void {
  const path = (request.url ?? '').replace(/\?.*/s, '').replace(/[^\x21-\x7e]/g, '?');
  response.once('close', () => {
    const status = response.headersSent ? response.statusCode : 'client gone';
    log(`${request.method} ${path} ${status} ${Date.now() - call.arrival} ms ${call.requestId}`);
  });
}

async function stopServer(server: Server, graceMilliseconds: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // A connection that was busy when the server closed is kept alive after its answer all the same.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const timer = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
  await closed;
  clearInterval(sweep);
  clearTimeout(timer);
}
