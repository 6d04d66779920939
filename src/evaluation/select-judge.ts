import { ServiceError } from '../errors.ts';
import type { JudgeChoice } from '../evaluators/evaluator.ts';
import { judgeNames, type ProviderName, type ProviderSettings, providers } from '../judges/capabilities.ts';
import type { EmbeddedJudge, Judge, ModelJudge } from '../judges/judge.ts';

/** The judges there are to choose from. */
export interface JudgeBench {
  readonly embedded: EmbeddedJudge;
  /** The configured providers, in the order of preference. */
  readonly configured: readonly ProviderSettings[];
  /** `provider` or `provider:model` for requests that name none. */
  readonly defaultJudge: string | undefined;
  /** The judge of a configured provider; the provider's own default model if none is named. */
  readonly modelJudge: (provider: ProviderName, model: string) => ModelJudge;
}

/** Who judges a request: its own choice, else the default judge, else the first configured provider, else the embedded judge. */
export function selectJudge({ api_name, model }: JudgeChoice, bench: JudgeBench): Judge {
  if (api_name) return judgeNamed(api_name, model ?? null, bench);
  const [provider, ...rest] = bench.defaultJudge?.split(':') ?? [];
  if (provider) return judgeNamed(provider, model ?? (rest.join(':') || null), bench);
  const [first] = bench.configured;
  return judgeNamed(first?.provider ?? bench.embedded.provider, model ?? null, bench);
}

function judgeNamed(provider: string, model: string | null, bench: JudgeBench): Judge {
  if (provider === bench.embedded.provider) return embeddedNamed(model, bench);
  if (!isProvider(provider)) throw invalid('api_name', `must be one of ${judgeNames.join(', ')}`);
  const settings = bench.configured.find((candidate) => candidate.provider === provider);
  if (!settings) {
    const { prefix } = providers[provider];
    throw new ServiceError(
      'missing_provider_credentials',
      `${provider} is not configured: set ${prefix}_API_KEY`,
    );
  }
  return bench.modelJudge(provider, model ?? settings.model);
}

function embeddedNamed(model: string | null, { embedded }: JudgeBench): EmbeddedJudge {
  if (model && model !== embedded.model)
    throw invalid('model', `must be ${embedded.model} for the embedded judge`);
  return embedded;
}

function isProvider(name: string): name is ProviderName {
  return Object.hasOwn(providers, name);
}

function invalid(field: string, msg: string): ServiceError {
  const errors = [{ loc: ['body', field], msg, type: 'invalid_value' }];
  return new ServiceError('invalid_request', `${field} ${msg}`, { errors });
}
