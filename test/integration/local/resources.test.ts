import { CreateTableCommand, DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ensureTable } from '../../../local/resources.ts';
import { startTestEngines, type TestEngines } from '../../support/engines.ts';

let engines: TestEngines;
let dynamo: DynamoDBClient;

beforeAll(async () => {
  engines = await startTestEngines({ dynamoEndpoint: null });
  dynamo = engines.dynamo;
});
afterAll(() => engines.stop());

test('a table that stands as it should be is left alone', async () => {
  await ensureTable(dynamo, 'assay');

  await expect(ensureTable(dynamo, 'assay')).resolves.toBeUndefined();
});

test('a table with an index that projects less is refused in one sentence', async () => {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: 'assay' }));
  const indexes = Table?.GlobalSecondaryIndexes ?? [];
  await dynamo.send(
    new CreateTableCommand({
      TableName: 'older',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: Table?.AttributeDefinitions,
      KeySchema: Table?.KeySchema,
      GlobalSecondaryIndexes: indexes.map(({ IndexName, KeySchema }) => ({
        IndexName,
        KeySchema,
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    }),
  );

  await expect(ensureTable(dynamo, 'older')).rejects.toThrow(
    /^The table older was made by another version \(indexes .*history\[\].*; expected .*history\[evaluation_type judge_kind score scores ttl\].*\)\.$/,
  );
});
