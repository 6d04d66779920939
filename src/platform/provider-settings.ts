import { type ProviderName, type ProviderSettings, providers } from '../judges/capabilities.ts';
import { breakerPolicyOf } from '../resilience/breaker-policy.ts';
import { invalidVariable } from './invalid-variable.ts';

/** Environment variables as they are. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The variables that decide how long a provider is waited for. */
interface Timing {
  readonly ENVIRONMENT: 'development' | 'production';
  readonly JUDGE_TIMEOUT_SECONDS?: number | undefined;
}

// Nobody who tries something out waits as long as a service does.
const shareInDevelopment = 2 / 3;

/** The providers that the environment configures, in the order of preference. */
export function readProviders(variables: Variables, timing: Timing): readonly ProviderSettings[] {
  return (Object.keys(providers) as ProviderName[]).flatMap((provider) => {
    const { prefix, baseUrl: usualUrl } = providers[provider];
    const apiKey = variables[`${prefix}_API_KEY`] ?? null;
    const baseUrl = variables[`${prefix}_BASE_URL`] ?? (apiKey ? usualUrl : null);
    if (!baseUrl) return [];
    if (!isHttpUrl(baseUrl)) throw invalidVariable(`${prefix}_BASE_URL`, 'must be an http or https URL');
    return [
      {
        provider,
        apiKey,
        baseUrl: baseUrl.replace(/\/+$/, ''),
        ...readModels(provider, variables),
        timeoutMs: timeoutMsOf(provider, timing),
      },
    ];
  });
}

function timeoutMsOf(provider: ProviderName, { ENVIRONMENT, JUDGE_TIMEOUT_SECONDS }: Timing): number {
  if (JUDGE_TIMEOUT_SECONDS !== undefined) return JUDGE_TIMEOUT_SECONDS * 1_000;
  const { timeoutMs } = breakerPolicyOf(provider);
  return ENVIRONMENT === 'development' ? timeoutMs * shareInDevelopment : timeoutMs;
}

function readModels(
  provider: ProviderName,
  variables: Variables,
): Pick<ProviderSettings, 'model' | 'embeddingModel'> {
  const { prefix, defaultModel, embeddingModel } = providers[provider];
  const embeddings = variables[`${prefix}_EMBEDDING_MODEL`] ?? embeddingModel;
  return {
    model: variables[`${prefix}_MODEL`] ?? defaultModel,
    embeddingModel: embeddings === 'none' ? null : embeddings,
  };
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
