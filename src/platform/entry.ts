import type { Contract, Replies } from '../http/contract.ts';
import { type Answer, answerEach, type Call, createEndpoint, type Handler } from '../http/endpoint.ts';
import type { RequestFact } from '../http/observed.ts';
import { answerOnce, type Repeatable } from '../http/repeatable.ts';
import { runOnce } from '../idempotency/run-once.ts';
import { emitRequest } from '../telemetry/emf.ts';
import { logRequest } from './plain-entry.ts';
import { storing } from './storing.ts';

/** An endpoint of this process: counted, logged, and with its errors as problem documents; `settle` writes what else was observed, before its answer leaves. */
export function endpoint<Body, R extends Replies>(
  contract: Contract<Body, R> & { readonly acceptsKey?: false },
  handle: (call: Call<Body>) => Promise<Answer<NoInfer<R>>>,
  settle: Settle = nothing,
): Handler {
  return createEndpoint(observing(settle), contract, answerEach(handle));
}

/** Like {@link endpoint}, where an `Idempotency-Key` makes a request run only once. */
export function repeatableEndpoint<Body, R extends Replies>(
  contract: Contract<Body, R> & { readonly acceptsKey: true },
  repeatable: Repeatable<Body, NoInfer<R>>,
  settle: Settle = nothing,
): Handler {
  const once = answerOnce<Body, R>((request, work) => runOnce(storing.once(), request, work), repeatable);
  return createEndpoint(observing(settle), contract, once);
}

type Settle = () => Promise<void>;

async function nothing(): Promise<void> {}

function observing(settle: Settle): (fact: RequestFact) => Promise<void> {
  return async (fact) => {
    // First: it may count what only then comes to light.
    await settle();
    await observeRequest(fact);
  };
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
