import type { Contract, Replies } from '../http/contract.ts';
import { type Answer, type Call, createEndpoint, type Handler } from '../http/endpoint.ts';
import type { RequestFact } from '../http/observed.ts';
import { emitRequest } from '../telemetry/emf.ts';
import { logRequest } from './plain-entry.ts';
import { storing } from './storing.ts';

/** An endpoint of this process: counted, logged, and with its errors as problem documents; `settle` writes what else was observed, before its answer leaves. */
export function endpoint<Body, R extends Replies>(
  contract: Contract<Body, R>,
  handle: (call: Call<Body>) => Promise<Answer<NoInfer<R>>>,
  settle: () => Promise<void> = async () => undefined,
): Handler {
  const observe = async (fact: RequestFact) => {
    // First: it may count what only then comes to light.
    await settle();
    await observeRequest(fact);
  };
  return createEndpoint(observe, contract, handle);
}

async function observeRequest(fact: RequestFact): Promise<void> {
  const { endpoint: name, method, status, seconds } = fact;
  const recorder = storing.recorder();
  recorder.count('evaluation_requests_total', { endpoint: name, method, status: String(status) });
  recorder.observe('evaluation_request_duration_seconds', { endpoint: name, method }, seconds);
  emitRequest({ endpoint: name, status, seconds });
  logRequest(fact);
  await recorder.flush();
}
