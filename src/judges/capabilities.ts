import {
  cohereModels,
  deepseekModels,
  googleModels,
  groqModels,
  localModels,
  type ModelCapabilities,
  type ModelRows,
  mistralModels,
  openaiModels,
  openrouterModels,
} from './model-capabilities.ts';

/** A provider that speaks the OpenAI chat completions protocol. */
export interface Provider {
  /** Prefix of its environment variables: `<PREFIX>_API_KEY`, `_BASE_URL`, `_MODEL` and `_EMBEDDING_MODEL`. */
  readonly prefix: string;
  /** Ends before `/chat/completions` and `/embeddings`; null where only an operator can know it. */
  readonly baseUrl: string | null;
  readonly defaultModel: string;
  /** Its usual embedding model; null where it has none, or only an operator can know it. */
  readonly embeddingModel: string | null;
  readonly models: ModelRows;
}

/** The providers, in the order in which the first configured one becomes the default judge. */
export const providers = {
  openai: {
    prefix: 'OPENAI',
    baseUrl: 'https://api.openai.com/v1',
    defaultModel: 'gpt-5-mini',
    embeddingModel: 'text-embedding-3-small',
    models: openaiModels,
  },
  google: {
    prefix: 'GOOGLE',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    defaultModel: 'gemini-3.5-flash-lite',
    // Not its successor: gemini-embedding-2 is reported to make one vector of all texts of a call.
    embeddingModel: 'gemini-embedding-001',
    models: googleModels,
  },
  cohere: {
    prefix: 'COHERE',
    baseUrl: 'https://api.cohere.ai/compatibility/v1',
    defaultModel: 'command-a-03-2025',
    embeddingModel: 'embed-v4.0',
    models: cohereModels,
  },
  mistral: {
    prefix: 'MISTRAL',
    baseUrl: 'https://api.mistral.ai/v1',
    defaultModel: 'mistral-small-latest',
    embeddingModel: 'mistral-embed',
    models: mistralModels,
  },
  groq: {
    prefix: 'GROQ',
    baseUrl: 'https://api.groq.com/openai/v1',
    defaultModel: 'openai/gpt-oss-120b',
    embeddingModel: null,
    models: groqModels,
  },
  openrouter: {
    prefix: 'OPENROUTER',
    baseUrl: 'https://openrouter.ai/api/v1',
    defaultModel: 'openai/gpt-5-mini',
    embeddingModel: 'openai/text-embedding-3-small',
    models: openrouterModels,
  },
  deepseek: {
    prefix: 'DEEPSEEK',
    baseUrl: 'https://api.deepseek.com/v1',
    defaultModel: 'deepseek-v4-flash',
    embeddingModel: null,
    models: deepseekModels,
  },
  'local-llm': {
    prefix: 'LOCAL_LLM',
    baseUrl: null,
    defaultModel: 'local',
    embeddingModel: null,
    models: localModels,
  },
} as const satisfies Record<string, Provider>;

/** A provider's name on the wire. */
export type ProviderName = keyof typeof providers;

/** Every `api_name`: the providers, and the judge that is part of the service. */
export const judgeNames = [...(Object.keys(providers) as ProviderName[]), 'embedded'] as const;

/** How one provider is reached: from the environment or the providers secret. */
export interface ProviderSettings {
  readonly provider: ProviderName;
  readonly apiKey: string | null;
  readonly baseUrl: string;
  readonly model: string;
  /** Null: no embeddings. */
  readonly embeddingModel: string | null;
  /** Longest wait for one call. */
  readonly timeoutMs: number;
}

/** What a provider's model accepts: its longest matching row. */
export function capabilitiesOf(provider: ProviderName, model: string): ModelCapabilities {
  const row = providers[provider].models.find(([prefix]) => model.startsWith(prefix));
  if (!row) throw new Error(`${provider} has no row for every other model`);
  return row[1];
}
