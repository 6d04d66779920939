import { ServiceError } from '../errors.ts';
import { createRetryBudget } from '../resilience/retry-budget.ts';
import type { ProviderName, ProviderSettings } from './capabilities.ts';
import { guardEmbeddings } from './embedding-guard.ts';
import { guardJudge } from './guard.ts';
import type { EmbeddingModel, ModelJudge } from './judge.ts';
import { createOpenaiClient } from './openai-client.ts';
import { createOpenaiEmbeddings } from './openai-embeddings.ts';
import { createPolicy, type JudgePolicy, type PolicyOptions } from './policy.ts';
import { createTransport } from './transport.ts';

/** The configured providers, and how their calls are limited and observed. */
export interface JudgesOptions extends PolicyOptions {
  readonly settings: readonly ProviderSettings[];
}

/** The judge of a provider's model; a provider without settings is a {@link ServiceError}. */
export type FindJudge = (provider: ProviderName, model: string) => ModelJudge;

// Callers name models freely.
const mostJudges = 256;

interface Line {
  readonly settings: ProviderSettings;
  readonly policy: JudgePolicy;
  readonly embeddings: EmbeddingModel | null;
}

/** The model judges of an environment: one transport and one retry budget for all of them, one set of slots and one time limit per provider. */
export function createJudges({ settings: configured, ...options }: JudgesOptions): FindJudge {
  const shared = { budget: createRetryBudget(), now: Date.now, ...options };
  const means = { post: createTransport(), now: shared.now };
  const lines = new Map(configured.map((settings) => [settings.provider, createLine(settings)]));
  const judges = new Map<string, ModelJudge>();

  function createLine(settings: ProviderSettings): Line {
    const policy = createPolicy(settings.timeoutMs, shared);
    const { embeddingModel } = settings;
    if (embeddingModel === null) return { settings, policy, embeddings: null };
    const client = createOpenaiEmbeddings({ ...means, settings }, embeddingModel);
    return { settings, policy, embeddings: guardEmbeddings(client, policy) };
  }

  function createJudge(provider: ProviderName, model: string): ModelJudge {
    const line = lines.get(provider);
    if (!line) throw new ServiceError('missing_provider_credentials', `${provider} is not configured`);
    const client = createOpenaiClient({ ...means, settings: { ...line.settings, model } });
    return guardJudge(client, line.policy, line.embeddings);
  }

  return (provider, model) => {
    const id = `${provider}:${model}`;
    const judge = judges.get(id) ?? createJudge(provider, model);
    if (judges.size >= mostJudges) judges.clear();
    judges.set(id, judge);
    return judge;
  };
}
