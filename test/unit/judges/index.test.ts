import { expect, test } from '@jest/globals';
import { createJudges } from '../../../src/judges/index.ts';

const judges = createJudges({
  settings: [
    {
      provider: 'groq',
      apiKey: 'key',
      baseUrl: 'http://127.0.0.1:9',
      model: 'openai/gpt-oss-120b',
      embeddingModel: null,
      timeoutMs: 1_000,
    },
    {
      provider: 'mistral',
      apiKey: 'key',
      baseUrl: 'http://127.0.0.1:9',
      model: 'mistral-small-latest',
      embeddingModel: 'mistral-embed',
      timeoutMs: 1_000,
    },
  ],
});

test('a judge is named by its provider and model', () => {
  expect(judges('groq', 'llama-3.1-8b')).toMatchObject({
    kind: 'model',
    provider: 'groq',
    model: 'llama-3.1-8b',
  });
});

test('the same provider and model is the same judge', () => {
  expect(judges('groq', 'one')).toBe(judges('groq', 'one'));
  expect(judges('groq', 'one')).not.toBe(judges('groq', 'two'));
});

test('the judges of a provider share its embedding model', () => {
  const { embeddings } = judges('mistral', 'mistral-small-latest');

  expect(embeddings?.model).toBe('mistral-embed');
  expect(judges('mistral', 'mistral-large-latest').embeddings).toBe(embeddings);
});

test('the judge of a provider without an embedding model has no embeddings', () => {
  expect(judges('groq', 'one').embeddings).toBeNull();
});

test('a provider without settings is said to be missing', () => {
  expect(() => judges('openai', 'gpt-5-mini')).toThrow(
    expect.objectContaining({ code: 'missing_provider_credentials' }),
  );
});
