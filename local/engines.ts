import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { queueEntries } from '../functions/queues.ts';
import { startQueueEngine } from './embedded-queue.ts';
import { type Engine, startTableEngine } from './embedded-table.ts';
import { bucketName, buildQueueUrl, ensureBucket, ensureQueues, ensureTable } from './resources.ts';

/** What the engines keep, and where they listen. */
export interface EnginesOptions {
  /** Folder that outlives the process, kill -9 included; null keeps nothing. */
  readonly folder: string | null;
  /** Ports of the engines; any free ones if absent. */
  readonly ports?: { readonly table?: number; readonly queue?: number };
  /** Seconds until an unfinished message is seen again (30). */
  readonly visibilitySeconds?: number;
  /** Another DynamoDB (DYNAMODB_ENDPOINT), in which these engines have a table of their own; null: the embedded one. */
  readonly dynamoEndpoint?: string | null;
}

/** Running engines with the table, the queues and the bucket of the service in them. */
export interface Engines {
  /** The variables by which the service's code finds them, and which keep its SDK from looking elsewhere. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

interface Tables extends Engine {
  readonly tableName: string;
}

const access = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** Starts DynamoDB, SQS and S3 in this process and makes what the service expects in them. */
export async function startEngines(options: EnginesOptions): Promise<Engines> {
  const { folder, ports = {}, dynamoEndpoint = process.env['DYNAMODB_ENDPOINT'] } = options;
  if (folder !== null) await mkdir(folder, { recursive: true, mode: 0o700 });
  const tables = dynamoEndpoint
    ? await useTablesAt(dynamoEndpoint)
    : await startTables(folder && join(folder, 'dynamodb'), ports.table ?? 0);
  const queue = await startQueueEngine({ folder, port: ports.queue ?? 0 });
  await makeResources({ tables, queue, visibilitySeconds: options.visibilitySeconds ?? 30 });
  return {
    environment: describeEnvironment(tables, queue),
    stop: async () => {
      await queue.stop();
      await tables.stop();
    },
  };
}

async function startTables(folder: string | null, port: number): Promise<Tables> {
  return { ...(await startTableEngine({ folder, port })), tableName: 'assay' };
}

async function useTablesAt(endpoint: string): Promise<Tables> {
  const tableName = `assay-${randomUUID()}`;
  const stop = async (): Promise<void> => {
    const client = new DynamoDBClient({ ...access, endpoint });
    await client.send(new DeleteTableCommand({ TableName: tableName }));
    client.destroy();
  };
  return { endpoint, tableName, stop };
}

interface Making {
  readonly tables: Tables;
  readonly queue: Engine;
  readonly visibilitySeconds: number;
}

async function makeResources({ tables, queue, visibilitySeconds }: Making): Promise<void> {
  const { endpoint } = queue;
  const dynamo = new DynamoDBClient({ ...access, endpoint: tables.endpoint });
  const sqs = new SQSClient({ ...access, endpoint });
  const s3 = new S3Client({ ...access, endpoint, forcePathStyle: true });
  try {
    await ensureTable(dynamo, tables.tableName);
    await ensureQueues(sqs, { endpoint, visibilitySeconds });
    await ensureBucket(s3);
  } finally {
    for (const client of [dynamo, sqs, s3]) client.destroy();
  }
}

function describeEnvironment(tables: Tables, queue: Engine): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
    AWS_ENDPOINT_URL_SQS: queue.endpoint,
    AWS_ENDPOINT_URL_S3: queue.endpoint,
    AWS_REGION: access.region,
    AWS_ACCESS_KEY_ID: access.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: access.credentials.secretAccessKey,
    // A profile or a token of the person who starts this would win over the two lines above.
    AWS_PROFILE: '',
    AWS_SESSION_TOKEN: '',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    TABLE_NAME: tables.tableName,
    PAYLOAD_BUCKET: bucketName,
    ...Object.fromEntries(
      queueEntries.map(([name, { variable }]) => [variable, buildQueueUrl(queue.endpoint, name)]),
    ),
  };
}
