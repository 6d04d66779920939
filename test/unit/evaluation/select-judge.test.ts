import { describe, expect, test } from '@jest/globals';
import { type JudgeBench, selectJudge } from '../../../src/evaluation/select-judge.ts';
import type { ProviderSettings } from '../../../src/judges/capabilities.ts';
import type { EmbeddedJudge, ModelJudge } from '../../../src/judges/judge.ts';

const embedded = { kind: 'embedded', provider: 'embedded', model: 'lexical-1' } as EmbeddedJudge;
const settings = (provider: ProviderSettings['provider']): ProviderSettings => ({
  provider,
  apiKey: 'k',
  baseUrl: 'http://x',
  model: `${provider}-default`,
  embeddingModel: null,
  timeoutMs: 1_000,
});
const bench = (over: Partial<JudgeBench> = {}): JudgeBench => ({
  embedded,
  configured: [],
  defaultJudge: undefined,
  modelJudge: (provider, model) => ({ kind: 'model', provider, model }) as ModelJudge,
  ...over,
});

describe('the judge of a request', () => {
  test.each([
    ['embedded when nothing is configured', {}, bench(), 'embedded:lexical-1'],
    [
      'the first configured provider',
      {},
      bench({ configured: [settings('openai'), settings('groq')] }),
      'openai:openai-default',
    ],
    [
      'DEFAULT_JUDGE before that',
      {},
      bench({ configured: [settings('openai'), settings('groq')], defaultJudge: 'groq' }),
      'groq:groq-default',
    ],
    [
      'DEFAULT_JUDGE with a model that has colons',
      {},
      bench({ configured: [settings('groq')], defaultJudge: 'groq:a:b' }),
      'groq:a:b',
    ],
    [
      'the request before all',
      { api_name: 'groq', model: 'x' },
      bench({ configured: [settings('openai'), settings('groq')], defaultJudge: 'openai' }),
      'groq:x',
    ],
    [
      'embedded when asked for',
      { api_name: 'embedded' },
      bench({ configured: [settings('openai')] }),
      'embedded:lexical-1',
    ],
  ])('is %s', (_case, choice, judges, expected) => {
    const judge = selectJudge(choice, judges);

    expect(`${judge.provider}:${judge.model}`).toBe(expected);
  });

  test.each([
    ['an unknown provider', { api_name: 'nobody' }, 'invalid_request'],
    ['a name every object has', { api_name: 'constructor' }, 'invalid_request'],
    ['a provider without credentials', { api_name: 'openai' }, 'missing_provider_credentials'],
    ['another model of the embedded judge', { api_name: 'embedded', model: 'gpt' }, 'invalid_request'],
  ])('%s is refused', (_case, choice, code) => {
    expect(() => selectJudge(choice, bench())).toThrow(expect.objectContaining({ code }));
  });
});
