import { resolve } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { findRunningEngines } from '../local/running-engines.ts';
import { readEnvironment } from '../src/platform/environment.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Lists the names of tables after one, in their order. */
export type ListTables = (after: string) => Promise<readonly string[]>;

/** Makes a command work on a service: variables for its process, by which the same code as in a function finds everything. Throws one sentence if there is no such service. */
export async function findService(
  stage: string | undefined,
  variables: Variables,
  listTables: ListTables = listAwsTables,
): Promise<Readonly<Record<string, string>>> {
  const { TABLE_NAME } = variables;
  if (stage !== undefined) return { TABLE_NAME: await findTable(stage, listTables) };
  if (TABLE_NAME) return { TABLE_NAME };
  return findLocal(readEnvironment(variables).DATABASE_PATH);
}

function findLocal(path: string): Readonly<Record<string, string>> {
  const found = findRunningEngines(resolve(path));
  if (found) return found;
  throw new Error(
    `No service runs on the folder ${resolve(path)}; start it, or name a deployed one by --stage or TABLE_NAME.`,
  );
}

/** CloudFormation names a table by its stack and its place in there. */
async function findTable(stage: string, listTables: ListTables): Promise<string> {
  const prefix = `assay-${stage}-data-`;
  const tables = (await listTables(prefix)).filter((name) => name.startsWith(prefix));
  const [table] = tables;
  if (table !== undefined && tables.length === 1) return table;
  throw new Error(`There are ${tables.length} tables named ${prefix}…; name one by TABLE_NAME.`);
}

async function listAwsTables(after: string): Promise<readonly string[]> {
  const client = new DynamoDBClient();
  try {
    const { TableNames = [] } = await client.send(
      new ListTablesCommand({ ExclusiveStartTableName: after, Limit: 10 }),
    );
    return TableNames;
  } finally {
    client.destroy();
  }
}
