import type { JudgeIdentity } from '../judges/judge.ts';
import type { NamedState } from '../resilience/breaker-store.ts';
import { createBreakerStore } from '../store/breakers.ts';
import { lazy } from './lazy.ts';
import { environment } from './process.ts';

// Whoever asks what the circuits are has no more time than this to wait for the answer.
const listMillis = 1_000;

/** The shared circuits in the table. */
export const breakers = lazy(() => createBreakerStore(environment().TABLE_NAME));

/** The models that the configuration names, those of embeddings included. */
export function configuredModels(): readonly JudgeIdentity[] {
  return environment().providers.flatMap(({ provider, model, embeddingModel }) => [
    { provider, model },
    ...(embeddingModel === null ? [] : [{ provider, model: embeddingModel }]),
  ]);
}

/** Every shared circuit that ever opened, as it is now. */
export function listCircuits(): Promise<readonly NamedState[]> {
  return breakers().list(AbortSignal.timeout(listMillis));
}
