import { ServiceError } from '../errors.ts';
import type { ProviderName, ProviderSettings } from './capabilities.ts';
import { guardEmbeddings } from './embedding-guard.ts';
import { guardJudge } from './guard.ts';
import type { EmbeddingModel, ModelJudge } from './judge.ts';
import { createOpenaiClient } from './openai-client.ts';
import { createOpenaiEmbeddings } from './openai-embeddings.ts';
import { createPolicy, type PolicyOptions } from './policy.ts';
import { createTransport } from './transport.ts';

/** The configured providers, and how their calls are limited and observed. */
export interface JudgesOptions extends PolicyOptions {
  readonly settings: readonly ProviderSettings[];
}

/** The judge of a provider's model; a provider without settings is a {@link ServiceError}. */
export type FindJudge = (provider: ProviderName, model: string) => ModelJudge;

// Callers name models freely.
const mostJudges = 256;

/** The model judges of an environment: one transport, one policy and one retry budget for all of them. */
export function createJudges({ settings, ...options }: JudgesOptions): FindJudge {
  const policy = createPolicy(options);
  const post = createTransport();
  const embeddings = new Map(settings.map((each) => [each.provider, createEmbeddings(each)]));
  const judges = new Map<string, ModelJudge>();

  function createEmbeddings(own: ProviderSettings): EmbeddingModel | null {
    if (own.embeddingModel === null) return null;
    const options = { settings: own, post, now: policy.now };
    return guardEmbeddings(createOpenaiEmbeddings(options, own.embeddingModel), policy);
  }

  function createJudge(provider: ProviderName, model: string): ModelJudge {
    const found = settings.find((each) => each.provider === provider);
    if (!found) throw new ServiceError('missing_provider_credentials', `${provider} is not configured`);
    const client = createOpenaiClient({ settings: { ...found, model }, post, now: policy.now });
    return guardJudge(client, policy, embeddings.get(provider) ?? null);
  }

  return (provider, model) => {
    const id = `${provider}:${model}`;
    const judge = judges.get(id) ?? createJudge(provider, model);
    if (judges.size >= mostJudges) judges.clear();
    judges.set(id, judge);
    return judge;
  };
}
