import { describe, expect, test } from '@jest/globals';
import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { type Stage, stages } from '../../lib/stages.ts';
import { errorCodes, errorMeanings } from '../../src/errors.ts';
import { idOf, onlyResourceOf, resourcesOf, synthesize } from './synthesized.ts';

interface GatewayResponse {
  readonly ResponseType: string;
  readonly StatusCode: string;
  readonly ResponseParameters: Readonly<Record<string, string>>;
  readonly ResponseTemplates: Readonly<Record<string, string>>;
}

interface Throttle {
  readonly RateLimit: number;
  readonly BurstLimit: number;
}

interface UsagePlan {
  readonly UsagePlanName: string;
  readonly Throttle: Throttle;
  readonly Quota: unknown;
  readonly ApiStages: readonly { readonly Throttle: Readonly<Record<string, Throttle>> }[];
}

const shared: Stage = { ...stages.dev, gatewayCloudWatchRole: false, defaultKeyPlan: 'premium' };
const { service } = synthesize(shared);
const responses = [...resourcesOf<GatewayResponse>(service, 'AWS::ApiGateway::GatewayResponse').values()];
const plans = resourcesOf<UsagePlan>(service, 'AWS::ApiGateway::UsagePlan');

function headersOf({ ResponseParameters }: GatewayResponse): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ResponseParameters).map(([name, value]) => [
      name.replace('gatewayresponse.header.', ''),
      value.slice(1, -1),
    ]),
  );
}

function problemOf({ ResponseTemplates }: GatewayResponse): Record<string, unknown> {
  const [[type, template] = [], ...others] = Object.entries(ResponseTemplates);
  expect([type, others]).toEqual(['application/json', []]);
  const filled = (template ?? '')
    .replaceAll('$context.error.messageString', '"Message of the gateway"')
    .replaceAll('$context.requestId', 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef');
  return JSON.parse(filled);
}

const byType = new Map(responses.map((response) => [response.ResponseType, response]));
const answers = Object.fromEntries(
  responses.map((response) => [
    response.ResponseType,
    `${response.StatusCode} ${problemOf(response)['code']}`,
  ]),
);

describe('answers of the gateway itself', () => {
  test('exist for every type', () => {
    const types = Object.values(ResponseType).map(({ responseType }: ResponseType) => responseType);

    expect([...byType.keys()].sort()).toEqual(types.sort());
  });

  test.each(responses.map((response) => [response.ResponseType, response] as const))(
    '%s is a problem document with the status and title of its code',
    (_, response) => {
      const { code, ...problem } = problemOf(response);

      const meaning = errorMeanings[errorCodes.find((known) => known === code) ?? 'internal_error'];
      expect(errorCodes).toContain(code);
      expect(problem).toEqual({
        type: `/api/v1/docs#${code}`,
        title: meaning.title,
        status: meaning.status,
        detail: meaning.status >= 500 ? `${code} in request ${problem['request_id']}` : expect.any(String),
        request_id: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      });
      expect(response.StatusCode).toBe(String(meaning.status));
      expect(headersOf(response)).toMatchObject({ 'Content-Type': 'application/problem+json' });
    },
  );

  test('say when to come back, and how to authenticate', () => {
    const headers = Object.fromEntries(responses.map((each) => [each.ResponseType, headersOf(each)]));

    expect(headers['THROTTLED']).toMatchObject({ 'Retry-After': '6' });
    expect(headers['QUOTA_EXCEEDED']).toMatchObject({ 'Retry-After': '3600' });
    expect(headers['INVALID_API_KEY']).toMatchObject({ 'WWW-Authenticate': 'ApiKey realm="assay"' });
    const unavailable = responses.filter(({ StatusCode }) => StatusCode === '503').map(headersOf);
    expect(unavailable).toEqual(unavailable.map(() => expect.objectContaining({ 'Retry-After': '5' })));
    const unauthorized = responses.filter(({ StatusCode }) => StatusCode === '401').map(headersOf);
    expect(unauthorized).toEqual(
      unauthorized.map(() => expect.objectContaining({ 'WWW-Authenticate': expect.any(String) })),
    );
  });

  test('tell a bad key, a limit, an absent function and a slow one apart', () => {
    expect(answers).toMatchObject({
      INVALID_API_KEY: '401 invalid_credentials',
      THROTTLED: '429 rate_limited',
      QUOTA_EXCEEDED: '429 rate_limited',
      REQUEST_TOO_LARGE: '413 too_large',
      WAF_FILTERED: '403 forbidden',
      INTEGRATION_FAILURE: '503 unavailable',
      DEFAULT_5XX: '503 unavailable',
      INTEGRATION_TIMEOUT: '504 deadline_exceeded',
    });
  });
});

describe('usage plans', () => {
  test('carry the rate and quota of each plan, and twice its burst', () => {
    const numbers = Object.fromEntries(
      [...plans.values()].map(({ UsagePlanName, Throttle, Quota, ApiStages }) => [
        UsagePlanName,
        [Throttle, Quota, ApiStages[0]?.Throttle],
      ]),
    );

    const expected = (perMinute: number, burst: number, batchPerMinute: number, quota: number) => [
      { RateLimit: perMinute / 60, BurstLimit: burst },
      { Limit: quota, Period: 'DAY' },
      Object.fromEntries(
        ['batch', 'batch/uploads'].map((path) => [
          `/v1/evaluations/${path}/POST`,
          { RateLimit: batchPerMinute / 60, BurstLimit: burst },
        ]),
      ),
    ];
    expect(numbers).toEqual({
      'assay-dev-free': expected(10, 40, 5, 1_000),
      'assay-dev-basic': expected(30, 80, 10, 5_000),
      'assay-dev-premium': expected(100, 200, 20, 20_000),
      'assay-dev-enterprise': expected(500, 1_000, 100, 200_000),
    });
  });

  test('admit one key, on the plan of the stage, whose value is in no template', () => {
    const key = onlyResourceOf<{ Name: string }>(service, 'AWS::ApiGateway::ApiKey');
    const { UsagePlanId } = onlyResourceOf<{ UsagePlanId: unknown }>(
      service,
      'AWS::ApiGateway::UsagePlanKey',
    );

    expect(key).toMatchObject({ Name: 'assay-dev-default', Enabled: true });
    expect(key).not.toHaveProperty('Value');
    expect(plans.get(idOf(UsagePlanId))?.UsagePlanName).toBe('assay-dev-premium');
  });
});

test('the account setting for gateway logs is left alone where the stage says so', () => {
  expect(resourcesOf(service, 'AWS::ApiGateway::Account').size).toBe(0);
});
