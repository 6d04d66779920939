import { describe, expect, test } from '@jest/globals';
import {
  capabilitiesOf,
  type Provider,
  type ProviderName,
  providers,
} from '../../../src/judges/capabilities.ts';

const rows: [ProviderName, Provider][] = Object.entries(providers) as [ProviderName, Provider][];

describe.each(rows)('the rows of %s', (provider, { models, defaultModel }) => {
  test('end with one for every other model', () => {
    expect(models.at(-1)?.[0]).toBe('');
  });

  test('reach every row: none is hidden by a shorter prefix above it', () => {
    expect(models.map(([prefix]) => capabilitiesOf(provider, prefix))).toEqual(models.map(([, row]) => row));
  });

  test('know the default model, where its name is known', () => {
    const known = models.some(([prefix]) => prefix !== '' && defaultModel.startsWith(prefix));

    expect(known).toBe(provider !== 'local-llm');
  });
});

test('the default judge is looked for in this order', () => {
  const order = ['openai', 'google', 'cohere', 'mistral', 'groq', 'openrouter', 'deepseek', 'local-llm'];

  expect(Object.keys(providers)).toEqual(order);
});

test.each(['gpt-5', 'gpt-5-mini', 'gpt-5.1', 'o1', 'o3-mini', 'o4-mini'])(
  '%s takes neither temperature nor max_tokens',
  (model) => {
    expect(capabilitiesOf('openai', model)).toMatchObject({
      temperature: false,
      tokenLimit: 'max_completion_tokens',
      multipleChoices: false,
    });
  },
);

test('a model that nobody has heard of gets nothing that could be rejected', () => {
  expect(capabilitiesOf('openai', 'unheard-of')).toMatchObject({
    temperature: false,
    multipleChoices: false,
    structured: 'none',
  });
});
