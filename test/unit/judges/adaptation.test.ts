import { describe, expect, test } from '@jest/globals';
import { namedParameter, sends, without } from '../../../src/judges/adaptation.ts';
import { capabilitiesOf } from '../../../src/judges/capabilities.ts';

describe('the parameter that a provider objects to', () => {
  test.each([
    [
      'temperature',
      '{"error":{"message":"Unsupported value","type":"invalid_request_error","param":"temperature"}}',
    ],
    [
      'max_tokens',
      `{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","param":null}}`,
    ],
    ['max_completion_tokens', '{"message":"unknown field `max_completion_tokens`"}'],
    ['response_format', `{"error":"'response_format.type' must be 'json_schema' or 'text'"}`],
    ['n', '[{"error":{"code":400,"message":"Multiple candidates is not enabled for this model"}}]'],
    ['n', `{"error":{"message":"'n' must be at most 1"}}`],
  ])('is %s in %s', (expected, body) => {
    expect(namedParameter(body)).toBe(expected);
  });

  test.each([
    ['{"error":{"message":"Incorrect API key provided"}}'],
    ['{"error":{"message":"The model does not exist","param":"model"}}'],
    ['{"error":{"message":"bad","n":1,"temperature":0}}'],
    [''],
  ])('is none in %s', (body) => {
    expect(namedParameter(body)).toBeNull();
  });
});

test.each(['temperature', 'n', 'response_format', 'max_completion_tokens'] as const)(
  '%s is left out from then on',
  (parameter) => {
    const before = capabilitiesOf('openai', 'gpt-4o');

    const after = without(before, parameter);

    expect([sends(before, parameter), sends(after, parameter)]).toEqual([true, false]);
  },
);

test('the other name of the token limit is tried', () => {
  expect(without(capabilitiesOf('mistral', 'mistral-small-latest'), 'max_tokens').tokenLimit).toBe(
    'max_completion_tokens',
  );
});
