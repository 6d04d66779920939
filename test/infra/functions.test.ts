import { describe, expect, test } from '@jest/globals';
import { consumers, functionEntries, functions } from '../../functions/functions.ts';
import { queues } from '../../functions/queues.ts';
import { type Stage, stages } from '../../lib/stages.ts';
import { expectedEnvironment, expectedGrants, type Statement, summarizeGrants } from './expectations.ts';
import { idOf, onlyResourceOf, resourcesOf, synthesize } from './synthesized.ts';

interface FunctionProperties {
  readonly FunctionName: string;
  readonly Role: unknown;
  readonly LoggingConfig: { readonly LogGroup: unknown };
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
}

interface Mapping {
  readonly FunctionName: unknown;
  readonly EventSourceArn: unknown;
}

interface Policy {
  readonly Roles: readonly unknown[];
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

const scraped: Stage = { ...stages.prod, metricsAllowedCidrs: ['192.0.2.0/24', '198.51.100.7/32'] };
const { service } = synthesize(scraped);
const deployed = [...resourcesOf<FunctionProperties>(service, 'AWS::Lambda::Function')];
const policies = [...resourcesOf<Policy>(service, 'AWS::IAM::Policy').values()];

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

describe.each(functionEntries)('the function %s', (name, { touches, timeoutSeconds, memoryMegabytes }) => {
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

  test('may do what it says it touches and consumes, and nothing else', () => {
    expect(summarizeGrants(statementsOf(name))).toEqual(expectedGrants(functions[name]));
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
    expect(deployed).toHaveLength(functionEntries.length);
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
  test.each(consumers)('the queue $queue feeds $name, bounded and with partial failures', (consumer) => {
    const { name, queue } = consumer;
    const mappings = [...resourcesOf<Mapping>(service, 'AWS::Lambda::EventSourceMapping').values()];
    const own = mappings.filter(({ FunctionName }) => idOf(FunctionName) === find(name)[0]);
    const { batchSize, concurrency } = queues[queue];

    expect(own).toMatchObject([
      {
        BatchSize: batchSize,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: {
          MaximumConcurrency: concurrency === 'worker' ? stages.prod.workerMaximumConcurrency : concurrency,
        },
      },
    ]);
    expect(JSON.stringify(own[0]?.EventSourceArn)).toContain(`Queues${queue}`);
    expect(mappings).toHaveLength(consumers.length);
  });

  test('no stage bounds its worker below what Lambda takes', () => {
    expect(
      Math.min(...Object.values(stages).map((each) => each.workerMaximumConcurrency)),
    ).toBeGreaterThanOrEqual(2);
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
