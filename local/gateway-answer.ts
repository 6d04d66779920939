import type { IncomingMessage } from 'node:http';
import { ServiceError } from '../src/errors.ts';
import type { KeyCheck } from './api-key.ts';
import { localApiKeyId, refuseStranger } from './credentials.ts';
import { describeFailure } from './failure.ts';
import { parseFunctionReply, type Reply } from './function-reply.ts';
import { createGatewayEvent, type GatewayRequest } from './gateway-event.ts';
import { FunctionTimeout, type Invoke } from './invoker.ts';
import { createProblemReply, createUnavailableReply } from './problem-reply.ts';
import { belowStage, matchRoute, stage } from './route-match.ts';

/** What the gateway needs to answer: the functions, the key, and where its lines go. */
export interface Backend {
  readonly invoke: Invoke;
  readonly isKey: KeyCheck;
  readonly log: (line: string) => void;
}

/** A request with its body, before anything was decided about it. */
export interface ReceivedRequest {
  readonly request: IncomingMessage;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly arrival: number;
  readonly body: Buffer;
}

/** Answers in the gateway's order: the route, then the credentials, then the function. */
export async function answerRequest(received: ReceivedRequest, backend: Backend): Promise<Reply> {
  const { request, requestId } = received;
  const { path: fullPath, query } = splitTarget(request.url ?? '/');
  const path = belowStage(fullPath);
  if (path === null) {
    const outside = new ServiceError('not_found', `nothing is served outside /${stage}/v1`);
    return createProblemReply(outside, requestId);
  }
  const match = matchRoute(request.method ?? 'GET', path);
  const refusal = refuseStranger({ headers: request.headers, requestId }, backend.isKey);
  if (refusal && match.route?.access === 'key') return refusal;
  // An open route tells the holder of a key more than a stranger.
  const apiKeyId = refusal ? null : localApiKeyId;
  return callFunction({ ...received, path, query, match, apiKeyId }, backend);
}

async function callFunction(call: GatewayRequest, { invoke, log }: Backend): Promise<Reply> {
  const name = call.match.route?.function ?? 'unmatched';
  const { requestId } = call;
  try {
    return parseFunctionReply(await invoke(name, createGatewayEvent(call)));
  } catch (error) {
    log(`${name} failed in ${requestId}: ${describeFailure(error)}`);
    return error instanceof FunctionTimeout
      ? createProblemReply(new ServiceError('deadline_exceeded', error.message), requestId)
      : createUnavailableReply(requestId);
  }
}

function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const start = target.indexOf('?');
  return start < 0
    ? { path: target, query: '' }
    : { path: target.slice(0, start), query: target.slice(start + 1) };
}
