import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { type Message, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { TestEngines } from '../../support/engines.ts';

const key = { pk: { S: 'kept' }, sk: { S: 'item' } };
const indexKey = { pending_pk: { S: 'PENDING' }, pending_sk: { S: '1' } };

/** What was read back of what {@link fillEngines} put. */
export interface Contents {
  readonly item: string | undefined;
  readonly indexed: number | undefined;
  readonly object: string | undefined;
  readonly message: string | undefined;
}

/** Puts one thing into each engine. */
export async function fillEngines({ dynamo, sqs, s3, environment }: TestEngines): Promise<void> {
  const Item = { ...key, ...indexKey, value: { S: 'kept value' } };
  await dynamo.send(new PutItemCommand({ TableName: environment['TABLE_NAME'], Item }));
  const QueueUrl = environment['WORK_QUEUE_URL'];
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept message' }));
  const Bucket = environment['PAYLOAD_BUCKET'];
  await s3.send(new PutObjectCommand({ Bucket, Key: 'kept/object', Body: 'kept object' }));
}

/** Reads it again. */
export async function readEngines(engines: TestEngines): Promise<Contents> {
  const { dynamo, s3, environment } = engines;
  const TableName = environment['TABLE_NAME'];
  const { Item } = await dynamo.send(new GetItemCommand({ TableName, Key: key, ConsistentRead: true }));
  const { Count } = await dynamo.send(
    new QueryCommand({
      TableName,
      IndexName: 'pending',
      KeyConditionExpression: 'pending_pk = :pk',
      ExpressionAttributeValues: { ':pk': indexKey.pending_pk },
    }),
  );
  const Bucket = environment['PAYLOAD_BUCKET'];
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'kept/object' }));
  const message = await receiveOne(engines);
  return {
    item: Item?.['value']?.S,
    indexed: Count,
    object: await Body?.transformToString(),
    message: message?.Body,
  };
}

/** Waits for a message of the work queue, and takes it. */
async function receiveOne({ sqs, environment }: TestEngines): Promise<Message | undefined> {
  const QueueUrl = environment['WORK_QUEUE_URL'];
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
  return Messages?.[0];
}
