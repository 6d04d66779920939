import { describe, expect, test } from '@jest/globals';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { selectStages, stages } from '../../lib/stages.ts';
import { onlyResourceOf, resourcesOf, synthesize, type Template } from './synthesized.ts';

const dev = synthesize(stages.dev);
const prod = synthesize(stages.prod);
const both = [
  ['dev', dev],
  ['prod', prod],
] as const;

function findingsIn(scope: App | Stack): readonly string[] {
  const { violations } = new AwsSolutionsChecks().validateScope(scope);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
  );
}

function sizeOf({ Resources }: Template): number {
  return Object.keys(Resources).length;
}

describe.each(both)('the stage %s', (name, { app, data, service, terminationProtection }) => {
  test('has no finding of cdk-nag that is not acknowledged', () => {
    expect(findingsIn(app)).toEqual([]);
  });

  test('leaves room below the 500 resources a stack may have', () => {
    expect(Math.max(sizeOf(data), sizeOf(service))).toBeLessThan(400);
  });

  test('is protected if and only if it is prod', () => {
    const table = onlyResourceOf<{ DeletionProtectionEnabled: boolean }>(data, 'AWS::DynamoDB::Table');

    expect(terminationProtection).toEqual([name === 'prod', name === 'prod']);
    expect(table.DeletionProtectionEnabled).toBe(name === 'prod');
  });

  test('tags what it makes with service and stage', () => {
    const tags = [
      { Key: 'service', Value: 'assay' },
      { Key: 'stage', Value: name },
    ];
    const functions = [...resourcesOf(service, 'AWS::Lambda::Function').values()];

    expect(onlyResourceOf(data, 'AWS::DynamoDB::Table')).toMatchObject({ Tags: tags });
    expect(functions).toEqual(functions.map(() => expect.objectContaining({ Tags: tags })));
  });
});

test('cdk-nag, run like this, does find what is wrong', () => {
  const stack = new Stack(new App(), 'careless');
  new Queue(stack, 'Queue');

  expect(findingsIn(stack)).toContain('AwsSolutions-SQS4 at careless/Queue/Resource');
});

describe('choosing stages', () => {
  test('gives all of them unless one is named', () => {
    expect(selectStages(undefined).map(({ name }) => name)).toEqual(['dev', 'prod']);
    expect(selectStages('prod')).toEqual([stages.prod]);
  });

  test('refuses a stage that does not exist, and lists those that do', () => {
    expect(() => selectStages('staging')).toThrow('There is no stage "staging"; known stages: dev, prod.');
  });
});
