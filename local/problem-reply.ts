import { ServiceError } from '../src/errors.ts';
import { problemResponse } from '../src/http/problem.ts';
import { parseFunctionReply, type Reply } from './function-reply.ts';

/** A problem document of the gateway's own: for what is decided before a function runs. */
export function createProblemReply(error: ServiceError, requestId: string): Reply {
  return parseFunctionReply(problemResponse(error, { requestId, acceptsAsync: false }));
}

/** The answer when a function did not give one that can be passed on. */
export function createUnavailableReply(requestId: string): Reply {
  return createProblemReply(new ServiceError('unavailable', 'no answer', { retryAfter: 1 }), requestId);
}
