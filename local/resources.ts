import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type QueueName, queueEntries } from '../functions/queues.ts';
import { type IndexDefinition, tableDefinition } from '../src/store/table.ts';

const account = '000000000000';

/** The bucket of batch payloads. */
export const bucketName = 'assay-payloads';

/** Makes the table with its indexes unless it stands already. */
export async function ensureTable(client: DynamoDBClient, name: string): Promise<void> {
  const standing = await describeIndexes(client, name);
  const expected = describeAll(
    Object.entries(tableDefinition.indexes).map(([index, { attributes }]) => ({ index, attributes })),
  );
  if (standing === expected) return;
  if (standing !== null) {
    throw new Error(
      `The table ${name} was made by another version (indexes ${standing}; expected ${expected}).`,
    );
  }
  await client.send(new CreateTableCommand(describeTable(name)));
  await waitUntilTableExists({ client, minDelay: 1, maxDelay: 1, maxWaitTime: 30 }, { TableName: name });
}

async function describeIndexes(client: DynamoDBClient, name: string): Promise<string | null> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    const standing = Table?.GlobalSecondaryIndexes ?? [];
    return describeAll(
      standing.map(({ IndexName = '', Projection }) => ({
        index: IndexName,
        attributes: Projection?.NonKeyAttributes ?? [],
      })),
    );
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}

interface Projected {
  readonly index: string;
  readonly attributes: readonly string[];
}

/** `name[attributes]` of every index: an index that projects something else is another index. */
function describeAll(indexes: readonly Projected[]): string {
  const described = indexes.map(({ index, attributes }) => `${index}[${[...attributes].sort().join(' ')}]`);
  return described.sort().join(', ');
}

function describeTable(name: string): CreateTableCommandInput {
  const { partitionKey, sortKey, indexes } = tableDefinition;
  const keyed = [{ partitionKey, sortKey }, ...Object.values(indexes)];
  const attributes = new Set(keyed.flatMap((keys) => [keys.partitionKey, keys.sortKey]));
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map((attribute) => ({
      AttributeName: attribute,
      AttributeType: 'S',
    })),
    KeySchema: describeKeys({ partitionKey, sortKey }),
    GlobalSecondaryIndexes: Object.entries(indexes).map(([index, definition]) => ({
      IndexName: index,
      KeySchema: describeKeys(definition),
      Projection: describeProjection(definition),
    })),
  };
}

function describeKeys({ partitionKey, sortKey }: Pick<IndexDefinition, 'partitionKey' | 'sortKey'>) {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    { AttributeName: sortKey, KeyType: 'RANGE' as const },
  ];
}

function describeProjection({ attributes }: IndexDefinition) {
  return attributes.length === 0
    ? { ProjectionType: 'KEYS_ONLY' as const }
    : { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...attributes] };
}

/** Where the queues stand, and the seconds until an unfinished message is seen again. */
export interface QueueSettings {
  readonly endpoint: string;
  readonly visibilitySeconds: number;
}

/** Makes the queues unless they stand, and sets what may have changed since; their messages stay. */
export async function ensureQueues(client: SQSClient, settings: QueueSettings): Promise<void> {
  for (const [name] of queueEntries) {
    await client.send(new CreateQueueCommand({ QueueName: engineName(name) }));
  }
  const region = await client.config.region();
  const deadLetterTargetArn = `arn:aws:sqs:${region}:${account}:${engineName('deadLetters')}`;
  for (const [name, { maxReceiveCount }] of queueEntries) {
    const redrive = maxReceiveCount && {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
    };
    const Attributes = { VisibilityTimeout: String(Math.ceil(settings.visibilitySeconds)), ...redrive };
    const QueueUrl = buildQueueUrl(settings.endpoint, name);
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  }
}

function engineName(queue: QueueName): string {
  return `assay-${queue}`;
}

/** A queue's URL at an endpoint: the port may differ at each start, so none is ever kept. */
export function buildQueueUrl(endpoint: string, queue: QueueName): string {
  return `${endpoint}/${account}/${engineName(queue)}`;
}

/** Makes the bucket unless it stands. */
export async function ensureBucket(client: S3Client): Promise<void> {
  const stands = await client.send(new HeadBucketCommand({ Bucket: bucketName })).catch(() => null);
  if (stands === null) await client.send(new CreateBucketCommand({ Bucket: bucketName }));
}
