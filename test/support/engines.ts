import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Engines, type EnginesOptions, startEngines } from '../../local/engines.ts';

/** Running engines with clients of a test's own. */
export interface TestEngines extends Engines {
  readonly dynamo: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
}

/**
 * Starts engines for a test, in memory unless told otherwise. With DYNAMODB_ENDPOINT in the environment the tables are
 * there instead. Changes nothing of the process: the code under test is to get the `environment`.
 */
export async function startTestEngines(options: Partial<EnginesOptions> = {}): Promise<TestEngines> {
  const engines = await startEngines({ folder: null, visibilitySeconds: 1, ...options });
  const { environment } = engines;
  const access = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const dynamo = new DynamoDBClient({ ...access, endpoint: environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '' });
  const sqs = new SQSClient({ ...access, endpoint: environment['AWS_ENDPOINT_URL_SQS'] ?? '' });
  const s3 = new S3Client({
    ...access,
    endpoint: environment['AWS_ENDPOINT_URL_S3'] ?? '',
    forcePathStyle: true,
  });
  const stop = async (): Promise<void> => {
    for (const client of [dynamo, sqs, s3]) client.destroy();
    await engines.stop();
  };
  return { environment, dynamo, sqs, s3, stop };
}
