import { describe, expect, test } from '@jest/globals';
import { type FunctionName, type FunctionSpec, functions } from '../../functions/functions.ts';
import { type Stage, stages } from '../../lib/stages.ts';
import { expectedEnvironment, expectedGrants, type Statement, summarizeGrants } from './expectations.ts';
import { idOf, onlyResourceOf, resourcesOf, synthesize } from './synthesized.ts';

interface FunctionProperties {
  readonly FunctionName: string;
  readonly Role: unknown;
  readonly LoggingConfig: { readonly LogGroup: unknown };
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
}

interface Policy {
  readonly Roles: readonly unknown[];
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

const scraped: Stage = { ...stages.prod, metricsAllowedCidrs: ['192.0.2.0/24', '198.51.100.7/32'] };
const { service, data } = synthesize(scraped);
const deployed = [...resourcesOf<FunctionProperties>(service, 'AWS::Lambda::Function')];
const policies = [...resourcesOf<Policy>(service, 'AWS::IAM::Policy').values()];
const cases = (Object.keys(functions) as FunctionName[]).map(
  (name) => [name, functions[name] as FunctionSpec] as const,
);

function find(name: string): readonly [string, FunctionProperties] {
  const found = deployed.find(([, { FunctionName }]) => FunctionName === `assay-prod-${name}`);
  if (!found) throw new Error(`no function ${name}`);
  return found;
}

function statementsOf(name: string): readonly Statement[] {
  const role = idOf(find(name)[1].Role);
  return policies
    .filter(({ Roles }) => Roles.some((each) => idOf(each) === role))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

describe.each(cases)('the function %s', (name, { touches, timeoutSeconds, memoryMegabytes }) => {
  test('has the house defaults and its own limits', () => {
    expect(find(name)[1]).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: timeoutSeconds,
      MemorySize: memoryMegabytes,
      TracingConfig: { Mode: 'Active' },
    });
    expect(find(name)[1]).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test('knows what it touches, and nothing else', () => {
    const { Variables } = find(name)[1].Environment;

    expect(Variables).toEqual(expectedEnvironment(touches, scraped));
  });

  test('may do what it says it touches, and nothing else', () => {
    expect(summarizeGrants(statementsOf(name))).toEqual(expectedGrants(name, touches));
  });

  test('writes to a log group that forgets', () => {
    const group = service.Resources[idOf(find(name)[1].LoggingConfig.LogGroup)];

    expect(group?.Properties).toMatchObject({
      LogGroupName: `/aws/lambda/assay-prod-${name}`,
      RetentionInDays: stages.prod.logRetention,
    });
  });
});

describe('the functions together', () => {
  test('are those of functions.ts', () => {
    expect(deployed).toHaveLength(cases.length);
  });

  test('share no role, and none has a policy that AWS manages', () => {
    const roles = deployed.map(([, { Role }]) => idOf(Role));
    const properties = roles.map((id) => service.Resources[id]?.Properties);

    expect(new Set(roles).size).toBe(deployed.length);
    expect(properties).toEqual(
      properties.map(() => expect.not.objectContaining({ ManagedPolicyArns: expect.anything() })),
    );
  });

  test('may use wildcards for objects of the bucket and for X-Ray only', () => {
    const statements = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const actions = statements.flatMap(({ Action }) => Action);
    const everywhere = statements.filter(({ Resource }) => [Resource].flat().includes('*'));
    const wild = statements.filter(
      ({ Resource }) => /\*"/.test(JSON.stringify(Resource)) && Resource !== '*',
    );

    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    expect(new Set(everywhere.flatMap(({ Action }) => Action))).toEqual(
      new Set(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']),
    );
    expect(new Set(wild.flatMap(({ Action }) => Action))).toEqual(new Set(['s3:GetObject', 's3:PutObject']));
  });
});

describe('what calls the functions besides the gateway', () => {
  test('the work queue feeds the worker, bounded and with partial failures', () => {
    const mapping = onlyResourceOf<{
      FunctionName: unknown;
      EventSourceArn: unknown;
      ScalingConfig: { MaximumConcurrency: number };
    }>(service, 'AWS::Lambda::EventSourceMapping');

    expect(idOf(mapping.FunctionName)).toBe(find('evaluate-items')[0]);
    expect(JSON.stringify(mapping.EventSourceArn)).toContain('WorkQueue');
    expect(mapping).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
    expect(mapping.ScalingConfig.MaximumConcurrency).toBe(stages.prod.workerMaximumConcurrency);
    expect(
      Math.min(...Object.values(stages).map((each) => each.workerMaximumConcurrency)),
    ).toBeGreaterThanOrEqual(2);
  });

  test('a message stays hidden for six time-outs of the worker', () => {
    const queues = [...resourcesOf<{ VisibilityTimeout?: number }>(data, 'AWS::SQS::Queue').values()];
    const visibility = Math.max(...queues.map(({ VisibilityTimeout = 0 }) => VisibilityTimeout));

    expect(visibility).toBeGreaterThanOrEqual(6 * functions['evaluate-items'].timeoutSeconds);
  });

  test('the clock calls the reconciler every minute, and neither it nor Lambda repeats a call', () => {
    const [id] = find('reconcile-batches');

    expect(onlyResourceOf(service, 'AWS::Events::Rule')).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      Targets: [{ Arn: { 'Fn::GetAtt': [id, 'Arn'] }, RetryPolicy: { MaximumRetryAttempts: 0 } }],
    });
    expect(onlyResourceOf(service, 'AWS::Lambda::EventInvokeConfig')).toMatchObject({
      FunctionName: { Ref: id },
      MaximumRetryAttempts: 0,
    });
  });
});
