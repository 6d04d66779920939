import { describe, expect, test } from '@jest/globals';
import { readEnvironment } from '../../../src/platform/environment.ts';

describe('the environment', () => {
  test('has defaults for one machine', () => {
    expect(readEnvironment({})).toMatchObject({
      ENVIRONMENT: 'development',
      PORT: 3000,
      DATABASE_PATH: '.assay',
      JUDGE_CONCURRENCY: 200,
      providers: [],
    });
  });

  test.each([
    [{ PORT: 'many' }, 'PORT'],
    [{ API_KEY: 'short' }, 'API_KEY'],
    [{ METRICS_ENABLED: 'yes' }, 'METRICS_ENABLED'],
    [{ LOG_LEVEL: 'LOUD' }, 'LOG_LEVEL'],
    [{ DEFAULT_JUDGE: 'nope' }, 'DEFAULT_JUDGE'],
    [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN'],
    [{ JUDGE_CONCURRENCY: '0' }, 'JUDGE_CONCURRENCY'],
    [{ OPENAI_BASE_URL: 'notaurl' }, 'OPENAI_BASE_URL'],
    [{ LOCAL_LLM_BASE_URL: 'ftp://x' }, 'LOCAL_LLM_BASE_URL'],
    [{ METRICS_ALLOWED_CIDRS: 'foo' }, 'METRICS_ALLOWED_CIDRS'],
    [{ ENVIRONMENT: 'production', WEBHOOK_ALLOW_PRIVATE: 'true' }, 'WEBHOOK_ALLOW_PRIVATE'],
  ])('names the invalid variable of %p in one sentence', (variables, name) => {
    expect(() => readEnvironment(variables)).toThrow(
      new RegExp(`^The environment variable ${name} is invalid: it must (be|begin|have) .*\\.$`),
    );
  });

  test.each([
    [{}, [20_000, 40_000]],
    [{ ENVIRONMENT: 'production' }, [30_000, 60_000]],
    [{ ENVIRONMENT: 'production', JUDGE_TIMEOUT_SECONDS: '45' }, [45_000, 45_000]],
  ])('with %j calls to OpenAI and to a model of one’s own end after %j ms', (variables, expected) => {
    const configured = { OPENAI_API_KEY: 'k', LOCAL_LLM_BASE_URL: 'http://127.0.0.1:1234/v1' };

    const { providers } = readEnvironment({ ...configured, ...variables });

    expect(providers.map(({ timeoutMs }) => timeoutMs)).toEqual(expected);
  });

  test('a provider is configured by a key or by a base URL', () => {
    const { providers } = readEnvironment({
      OPENAI_API_KEY: 'k',
      LOCAL_LLM_BASE_URL: 'http://127.0.0.1:1234/v1/',
      OPENAI_MODEL: 'm',
    });

    expect(providers.map(({ provider, baseUrl, model }) => ({ provider, baseUrl, model }))).toEqual([
      { provider: 'openai', baseUrl: 'https://api.openai.com/v1', model: 'm' },
      expect.objectContaining({ provider: 'local-llm', baseUrl: 'http://127.0.0.1:1234/v1' }),
    ]);
  });

  test.each([
    [{}, 'text-embedding-3-small'],
    [{ OPENAI_EMBEDDING_MODEL: '' }, 'text-embedding-3-small'],
    [{ OPENAI_EMBEDDING_MODEL: 'text-embedding-3-large' }, 'text-embedding-3-large'],
    [{ OPENAI_EMBEDDING_MODEL: 'none' }, null],
  ])('by %j the embedding model of openai is %s', (variables, embeddingModel) => {
    const { providers } = readEnvironment({ OPENAI_API_KEY: 'k', ...variables });

    expect(providers[0]).toMatchObject({ provider: 'openai', embeddingModel });
  });

  test("a server of one's own has embeddings only if their model is named", () => {
    const embeddingModelOf = (variables: Record<string, string>) =>
      readEnvironment({ LOCAL_LLM_BASE_URL: 'http://127.0.0.1:1234/v1', ...variables }).providers[0]
        ?.embeddingModel;

    expect(embeddingModelOf({})).toBeNull();
    expect(embeddingModelOf({ LOCAL_LLM_EMBEDDING_MODEL: 'nomic-embed-text' })).toBe('nomic-embed-text');
  });

  test('EVALUATION_DB_PATH is an alias of DATABASE_PATH, and an empty variable is an absent one', () => {
    expect(readEnvironment({ EVALUATION_DB_PATH: '/data', DATABASE_PATH: '' }).DATABASE_PATH).toBe('/data');
  });
});
