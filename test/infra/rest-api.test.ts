import { describe, expect, test } from '@jest/globals';
import { functions } from '../../functions/functions.ts';
import { routes } from '../../functions/routes.ts';
import { stages } from '../../lib/stages.ts';
import { idOf, onlyResourceOf, resourcesOf, synthesize } from './synthesized.ts';

interface MethodProperties {
  readonly HttpMethod: string;
  readonly ApiKeyRequired?: boolean;
  readonly ResourceId: unknown;
  readonly Integration: {
    readonly Type: string;
    readonly TimeoutInMillis: number;
    readonly Uri: { readonly 'Fn::Join': readonly [string, readonly unknown[]] };
  };
}

interface MethodSetting {
  readonly ResourcePath: string;
  readonly HttpMethod: string;
  readonly LoggingLevel: string;
  readonly DataTraceEnabled: boolean;
  readonly ThrottlingRateLimit: number;
}

const { service } = synthesize(stages.prod);
const functionNames = new Map(
  [...resourcesOf<{ FunctionName: string }>(service, 'AWS::Lambda::Function')].map(
    ([id, { FunctionName }]) => [id, FunctionName.replace('assay-prod-', '')],
  ),
);
const resources = resourcesOf<{ ParentId: unknown; PathPart: string }>(service, 'AWS::ApiGateway::Resource');
const methods = [...resourcesOf<MethodProperties>(service, 'AWS::ApiGateway::Method').values()];
const stage = onlyResourceOf<{
  StageName: string;
  MethodSettings: readonly MethodSetting[];
  AccessLogSetting: { Format: string };
}>(service, 'AWS::ApiGateway::Stage');

function pathOf(reference: unknown): string {
  const resource = resources.get(idOf(reference));
  return resource ? `${pathOf(resource.ParentId).replace(/\/$/, '')}/${resource.PathPart}` : '/';
}

function functionOf({ Integration }: MethodProperties): string | undefined {
  const target = Integration.Uri['Fn::Join'][1].find((part) => JSON.stringify(part).includes('Fn::GetAtt'));
  return functionNames.get(idOf(target));
}

function describeMethod(method: MethodProperties): string {
  const key = method.ApiKeyRequired === true ? 'key' : 'no key';
  return `${method.HttpMethod} ${pathOf(method.ResourceId)} ${functionOf(method)} (${key})`;
}

describe('the REST API', () => {
  test('has a method with the right function and access for every route, HEAD beside GET, and no other', () => {
    const expected = routes.flatMap(({ method, path, access, function: name }) =>
      (method === 'GET' ? ['GET', 'HEAD'] : [method]).map(
        (httpMethod) => `${httpMethod} ${path} ${name} (${access === 'key' ? 'key' : 'no key'})`,
      ),
    );

    const actual = methods.filter(({ HttpMethod }) => HttpMethod !== 'ANY').map(describeMethod);

    expect(actual.sort()).toEqual(expected.sort());
  });

  test('sends every other method and path to the function that answers 404 and 405', () => {
    const paths = ['/', ...[...resources.keys()].map((id) => pathOf({ Ref: id }))];

    const actual = methods.filter(({ HttpMethod }) => HttpMethod === 'ANY').map(describeMethod);

    expect(paths).toContain('/{proxy+}');
    expect(actual.sort()).toEqual(paths.map((path) => `ANY ${path} unmatched (no key)`).sort());
  });

  test('waits for a function a second longer than the function may take', () => {
    const timeouts = methods.map(({ Integration }) => Integration.TimeoutInMillis);
    const longest = Math.max(...routes.map((route) => functions[route.function].timeoutSeconds));

    expect(new Set(timeouts)).toEqual(new Set([29_000]));
    expect(longest).toBeLessThanOrEqual(28);
    expect(new Set(methods.map(({ Integration }) => Integration.Type))).toEqual(new Set(['AWS_PROXY']));
  });

  test('is regional, takes keys from the header and passes bodies as text', () => {
    expect(onlyResourceOf(service, 'AWS::ApiGateway::RestApi')).toMatchObject({
      EndpointConfiguration: { Types: ['REGIONAL'] },
      ApiKeySourceType: 'HEADER',
    });
    expect(onlyResourceOf(service, 'AWS::ApiGateway::RestApi')).not.toHaveProperty('BinaryMediaTypes');
    expect(stage.StageName).toBe('api');
  });

  test('needs one permission per function, whatever the number of routes', () => {
    const permissions = [
      ...resourcesOf<{ Principal: string; FunctionName: unknown }>(service, 'AWS::Lambda::Permission'),
    ]
      .filter(([, { Principal }]) => Principal === 'apigateway.amazonaws.com')
      .map(([, { FunctionName }]) => functionNames.get(idOf(FunctionName)));

    const called = [...new Set([...routes.map((route) => route.function), 'unmatched'])];
    expect(permissions.sort()).toEqual(called.sort());
  });

  test('throttles what is open, and the metrics more', () => {
    const rates = Object.fromEntries(
      stage.MethodSettings.map(({ HttpMethod, ResourcePath, ThrottlingRateLimit }) => [
        `${HttpMethod} ${ResourcePath.slice(1).replaceAll('~1', '/') || '/'}`,
        ThrottlingRateLimit,
      ]),
    );

    const open = routes.filter(({ access }) => access !== 'key');
    const expected = open.flatMap(({ path, access }) => {
      const rate = access === 'metrics' ? 1 : 20;
      return [
        [`GET ${path}`, rate],
        [`HEAD ${path}`, rate],
      ] as const;
    });
    expect(rates).toEqual({ '* *': stages.prod.callsPerSecond, ...Object.fromEntries(expected) });
  });

  test('logs errors but no bodies, and no key in the access log', () => {
    const settings = stage.MethodSettings.map((each) => [each.LoggingLevel, each.DataTraceEnabled]);

    expect(settings).toEqual(settings.map(() => ['ERROR', false]));
    expect(Object.keys(JSON.parse(stage.AccessLogSetting.Format))).toContain('requestId');
    expect(stage.AccessLogSetting.Format).not.toMatch(/apiKey|authorization/i);
  });

  test('sends no CORS headers', () => {
    expect(JSON.stringify(service)).not.toMatch(/access-control/i);
    expect(methods.map(({ HttpMethod }) => HttpMethod)).not.toContain('OPTIONS');
  });
});
