import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Touches } from '../functions/functions.ts';
import { queueEntries } from '../functions/queues.ts';
import { tableDefinition } from '../src/store/table.ts';
import type { DataResources } from './data-stack.ts';

const tableActions = {
  read: ['dynamodb:GetItem', 'dynamodb:Query'],
  write: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
  delete: ['dynamodb:DeleteItem'],
} as const;
const objectActions = { read: ['s3:GetObject'], write: ['s3:PutObject'], probe: [] } as const;
const queueActions = { send: ['sqs:SendMessage'], probe: ['sqs:GetQueueAttributes'] } as const;

/** The statements that let a function do what it says it touches, and nothing else. */
export function grantsFor(touches: Touches, resources: DataResources): readonly PolicyStatement[] {
  return [
    ...tableGrants(touches, resources),
    ...bucketGrants(touches, resources),
    ...queueEntries.flatMap(([name]) =>
      allow(
        touches.queues?.[name]?.flatMap((use) => queueActions[use]),
        [resources.queues[name].queueArn],
      ),
    ),
  ];
}

/** Every object of the payload bucket: the name of the export is known before synthesis, so a finding about it can be acknowledged. */
export function payloadObjects({ payloadBucket }: DataResources): {
  readonly arn: string;
  readonly finding: string;
} {
  const stack = Stack.of(payloadBucket);
  const bucketArn = stack.exportValue(payloadBucket.bucketArn);
  return { arn: `${bucketArn}/*`, finding: `${stack.resolve(bucketArn)['Fn::ImportValue']}/*` };
}

function tableGrants({ table: uses = [] }: Touches, { table }: DataResources): readonly PolicyStatement[] {
  const indexes = Object.keys(tableDefinition.indexes).map((index) => `${table.tableArn}/index/${index}`);
  return [
    ...allow(
      uses.flatMap((use) => tableActions[use]),
      [table.tableArn],
    ),
    ...(uses.includes('read') ? allow(['dynamodb:Query'], indexes) : []),
  ];
}

function bucketGrants({ bucket: uses = [] }: Touches, resources: DataResources): readonly PolicyStatement[] {
  const actions = uses.flatMap((use) => objectActions[use]);
  return [
    ...(actions.length > 0 ? allow(actions, [payloadObjects(resources).arn]) : []),
    // HeadBucket is allowed by the permission to list.
    ...(uses.includes('probe') ? allow(['s3:ListBucket'], [resources.payloadBucket.bucketArn]) : []),
  ];
}

function allow(actions: readonly string[] = [], resources: readonly string[]): readonly PolicyStatement[] {
  return actions.length > 0
    ? [new PolicyStatement({ actions: [...actions], resources: [...resources] })]
    : [];
}
