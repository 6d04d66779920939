import { expect } from '@jest/globals';
import type { FunctionSpec, Touches } from '../../functions/functions.ts';
import { queueEntries } from '../../functions/queues.ts';
import type { Stage } from '../../lib/stages.ts';

/** A statement of a policy. */
export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** `use of a thing` → the actions on it, as `action on resource`; written down here a second time on purpose. */
const grantsOfUse: Readonly<Record<string, readonly string[]>> = {
  'table read': [
    'dynamodb:GetItem on table',
    'dynamodb:Query on table',
    'dynamodb:Query on index batches',
    'dynamodb:Query on index history',
    'dynamodb:Query on index outbox',
    'dynamodb:Query on index pending',
  ],
  'table write': ['dynamodb:PutItem on table', 'dynamodb:UpdateItem on table'],
  'table delete': ['dynamodb:DeleteItem on table'],
  'bucket read': ['s3:GetObject on objects'],
  'bucket write': ['s3:PutObject on objects'],
  'bucket probe': ['s3:ListBucket on bucket'],
};

const actionsOnQueues = {
  send: ['sqs:SendMessage'],
  probe: ['sqs:GetQueueAttributes'],
  consume: [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:ChangeMessageVisibility',
    'sqs:GetQueueAttributes',
  ],
} as const;

const grantsOfEvery: readonly string[] = [
  'logs:CreateLogStream on log group',
  'logs:PutLogEvents on log group',
  'xray:PutTraceSegments on *',
  'xray:PutTelemetryRecords on *',
];

/** What a function must be granted, as sorted lines. */
export function expectedGrants({ touches, consumes }: FunctionSpec): readonly string[] {
  const { table = [], bucket = [], queues = {} } = touches;
  const uses = Object.entries({ table, bucket }).flatMap(([thing, list]) =>
    list.map((use) => `${thing} ${use}`),
  );
  const granted = uses.flatMap((use) => grantsOfUse[use] ?? [`unknown use ${use}`]);
  const queued = [...Object.entries(queues), ...(consumes ? [[consumes, ['consume']] as const] : [])];
  const onQueues = queued.flatMap(([name, list]) =>
    list.flatMap((use) => actionsOnQueues[use].map((action) => `${action} on queue ${name}`)),
  );
  return [...grantsOfEvery, ...granted, ...onQueues].sort();
}

/** What the statements of a function allow, as sorted lines. */
export function summarizeGrants(statements: readonly Statement[]): readonly string[] {
  return statements
    .flatMap(({ Effect, Action, Resource }) =>
      [Action]
        .flat()
        .flatMap((action) =>
          [Resource]
            .flat()
            .map((resource) => `${Effect === 'Allow' ? '' : `${Effect} `}${action} on ${nameOf(resource)}`),
        ),
    )
    .sort();
}

function nameOf(resource: unknown): string {
  const text = JSON.stringify(resource);
  const index = /StorageTable.*\/index\/(\w+)"/.exec(text)?.[1];
  if (index) return `index ${index}`;
  const queue = queueEntries.find(([name]) => text.includes(`Queues${name}`))?.[0];
  if (queue) return `queue ${queue}`;
  const names: readonly (readonly [RegExp, string])[] = [
    [/^"\*"$/, '*'],
    [/StorageTable[^/]*$/, 'table'],
    [/StoragePayloadBucket.*"\/\*"/, 'objects'],
    [/StoragePayloadBucket[^/]*$/, 'bucket'],
    [/"Fn::GetAtt":\["\w+Log\w{8}","Arn"\]/, 'log group'],
  ];
  return names.find(([pattern]) => pattern.test(text))?.[1] ?? text;
}

/** The variables a function must have, and no others. */
export function expectedEnvironment(touches: Touches, stage: Stage): Record<string, unknown> {
  const imported = (part: string) => ({
    'Fn::ImportValue': expect.stringContaining(`ExportsOutputRef${part}`),
  });
  const always = {
    ENVIRONMENT: 'production',
    LOG_LEVEL: stage.logLevel,
    POWERTOOLS_SERVICE_NAME: 'assay',
    POWERTOOLS_METRICS_NAMESPACE: 'Assay',
  };
  const sometimes: readonly (readonly [boolean, string, unknown])[] = [
    [touches.table !== undefined, 'TABLE_NAME', imported('StorageTable')],
    [touches.bucket !== undefined, 'PAYLOAD_BUCKET', imported('StoragePayloadBucket')],
    ...queueEntries.map(
      ([name, { variable }]) =>
        [touches.queues?.[name] !== undefined, variable, imported(`Queues${name}`)] as const,
    ),
    [touches.table?.includes('write') === true, 'RESULT_RETENTION_DAYS', String(stage.resultRetentionDays)],
    [touches.judges === true, 'JUDGE_CONCURRENCY', String(stage.judgeConcurrency)],
    [touches.metricsAccess === true, 'METRICS_ALLOWED_CIDRS', stage.metricsAllowedCidrs.join(',')],
  ];
  const present = sometimes.filter(([needed]) => needed).map(([, name, value]) => [name, value] as const);
  return { ...always, ...Object.fromEntries(present) };
}
