import { errorMeanings } from '../errors.ts';
import type { Contract, Replies, TextContract } from '../http/contract.ts';
import {
  type Answer,
  answerEach,
  type Call,
  createEndpoint,
  createTextEndpoint,
  type Handler,
  type TextAnswer,
} from '../http/endpoint.ts';
import type { RequestFact } from '../http/observed.ts';
import { causeFields, childLogger } from '../telemetry/logger.ts';

/** An endpoint that touches nothing stored: logged, not counted in the table. */
export function plainEndpoint<Body, R extends Replies>(
  contract: Contract<Body, R>,
  handle: (call: Call<Body>) => Promise<Answer<NoInfer<R>>>,
): Handler {
  return createEndpoint(async (fact) => logRequest(fact), contract, answerEach(handle));
}

/** Like {@link plainEndpoint}, for an answer that is text. */
export function textEndpoint<Type extends string>(
  contract: TextContract<Type>,
  handle: (call: Call<undefined>) => Promise<TextAnswer<NoInfer<Type>>>,
): Handler {
  return createTextEndpoint(async (fact) => logRequest(fact), contract, handle);
}

/** One line per request: an error with its causes from 500 on. */
export function logRequest({ error, ...fact }: RequestFact): void {
  const log = childLogger({ request_id: fact.requestId, tenant: fact.tenant });
  const line = { endpoint: fact.endpoint, method: fact.method, status: fact.status, seconds: fact.seconds };
  if (fact.status >= errorMeanings.internal_error.status)
    log.error('request failed', { ...line, ...causeFields(error) });
  else log.info('request', line);
}
