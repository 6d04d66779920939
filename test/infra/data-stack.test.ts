import { describe, expect, test } from '@jest/globals';
import { consumers, functions } from '../../functions/functions.ts';
import { queueEntries } from '../../functions/queues.ts';
import { stages } from '../../lib/stages.ts';
import { tableDefinition } from '../../src/store/table.ts';
import { onlyResourceOf, resourcesOf, synthesize } from './synthesized.ts';

const { data } = synthesize(stages.prod);

function queueNamed(name: string): unknown {
  const queues = [...resourcesOf<object>(data, 'AWS::SQS::Queue')];
  return queues.find(([id]) => id.startsWith(`Queues${name}`))?.[1];
}

describe('the data stack', () => {
  test('has the table on demand, with recovery to a point in time and expiry', () => {
    expect(onlyResourceOf(data, 'AWS::DynamoDB::Table')).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: tableDefinition.partitionKey, KeyType: 'HASH' },
        { AttributeName: tableDefinition.sortKey, KeyType: 'RANGE' },
      ],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: tableDefinition.timeToLiveAttribute, Enabled: true },
    });
  });

  test('has the indexes of the table definition with the attributes they project', () => {
    const { GlobalSecondaryIndexes } = onlyResourceOf<{ GlobalSecondaryIndexes: unknown }>(
      data,
      'AWS::DynamoDB::Table',
    );

    const key = (partition: string, sort: string) => [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ];
    expect(GlobalSecondaryIndexes).toEqual(
      Object.entries(tableDefinition.indexes).map(([IndexName, { partitionKey, sortKey, attributes }]) => ({
        IndexName,
        KeySchema: key(partitionKey, sortKey),
        Projection:
          attributes.length === 0
            ? { ProjectionType: 'KEYS_ONLY' }
            : { ProjectionType: 'INCLUDE', NonKeyAttributes: attributes },
      })),
    );
  });

  test('has a private, encrypted bucket that forgets payloads and results', () => {
    expect(onlyResourceOf(data, 'AWS::S3::Bucket')).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LifecycleConfiguration: {
        Rules: [
          { Prefix: 'batches/', ExpirationInDays: 14, Status: 'Enabled' },
          { Prefix: 'results/', ExpirationInDays: 90, Status: 'Enabled' },
          { Prefix: 'uploads/', ExpirationInDays: 2, Status: 'Enabled' },
          { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
        ],
      },
    });
  });

  test.each(queueEntries)('has the queue %s, encrypted and kept as long as it says', (name, spec) => {
    const { maxReceiveCount, retentionDays } = spec;
    const consumer = consumers.find(({ queue }) => queue === name)?.name;
    expect(queueNamed(name)).toMatchObject({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: retentionDays * 86_400,
      // A message stays hidden for six time-outs of its consumer.
      ...(consumer && { VisibilityTimeout: 6 * functions[consumer].timeoutSeconds }),
      ...(maxReceiveCount && {
        RedrivePolicy: {
          maxReceiveCount,
          deadLetterTargetArn: { 'Fn::GetAtt': [expect.stringContaining('QueuesdeadLetters'), 'Arn'] },
        },
      }),
    });
  });

  test('has a work queue that waits for a provider, and a dead-letter queue that outlives it', () => {
    expect(queueNamed('work')).toMatchObject({
      MessageRetentionPeriod: 4 * 86_400,
      VisibilityTimeout: 720,
      RedrivePolicy: { maxReceiveCount: 50 },
    });
    expect(queueNamed('deadLetters')).toMatchObject({ MessageRetentionPeriod: 14 * 86_400 });
  });

  test('refuses the bucket and every queue to callers without TLS', () => {
    const policies = [
      ...resourcesOf<object>(data, 'AWS::S3::BucketPolicy').values(),
      ...resourcesOf<object>(data, 'AWS::SQS::QueuePolicy').values(),
    ];

    const refusal = expect.objectContaining({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    expect(policies).toHaveLength(1 + queueEntries.length);
    expect(policies).toEqual(
      policies.map(() =>
        expect.objectContaining({ PolicyDocument: expect.objectContaining({ Statement: [refusal] }) }),
      ),
    );
  });
});
