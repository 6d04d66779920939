import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DeleteCommandInput,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { ServiceError } from '../errors.ts';

/** The key of an item. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** An item as it is stored. */
export type Item = Record<string, unknown>;

/** One page of a query; `next` is null on the last one. */
export interface Page {
  readonly items: readonly Item[];
  readonly next: Item | null;
}

type Without<Input> = Omit<Input, 'TableName'>;

/** The table: the single-item operations the service needs. Failures of the table are `storage_unavailable`. */
export interface Items {
  get(
    key: Key,
    options?: { readonly consistent?: boolean; readonly attributes?: string },
  ): Promise<Item | null>;
  /** False if the condition did not hold. */
  put(item: Key & Item, condition?: Without<PutCommandInput>['ConditionExpression']): Promise<boolean>;
  /** The item after the update; null if the condition did not hold. */
  update(key: Key, input: Omit<Without<UpdateCommandInput>, 'Key' | 'ReturnValues'>): Promise<Item | null>;
  /** False if the condition did not hold. */
  delete(key: Key, condition: Omit<Without<DeleteCommandInput>, 'Key'>): Promise<boolean>;
  query(input: Without<QueryCommandInput>): Promise<Page>;
}

/** Put only if no item has the key. */
export const ifAbsent = 'attribute_not_exists(pk)';

/** The table over a DynamoDB client whose endpoint and credentials come from the environment. */
export function createItems(tableName: string): Items {
  // A hung connection must end well within a request; three tries by the SDK are its own default.
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      requestHandler: { requestTimeout: 5_000, connectionTimeout: 1_000, throwOnRequestTimeout: true },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  const TableName = tableName;
  return {
    async get(key, { consistent = true, attributes } = {}) {
      const input = {
        TableName,
        Key: key,
        ConsistentRead: consistent,
        ...(attributes ? project(attributes) : {}),
      };
      const { Item } = await stored(() => client.send(new GetCommand(input)));
      return Item ?? null;
    },
    async put(item, condition) {
      const input = { TableName, Item: item, ...(condition ? { ConditionExpression: condition } : {}) };
      return (await conditional(() => client.send(new PutCommand(input)))) !== null;
    },
    async update(key, input) {
      const command = new UpdateCommand({ TableName, Key: key, ReturnValues: 'ALL_NEW', ...input });
      const output = await conditional(() => client.send(command));
      return output === null ? null : (output.Attributes ?? {});
    },
    async delete(key, condition) {
      const command = new DeleteCommand({ TableName, Key: key, ...condition });
      return (await conditional(() => client.send(command))) !== null;
    },
    async query(input) {
      const { Items = [], LastEvaluatedKey } = await stored(() =>
        client.send(new QueryCommand({ TableName, ...input })),
      );
      return { items: Items, next: LastEvaluatedKey ?? null };
    },
  };
}

/** Every item of a query, page by page. */
export async function* queryAll(items: Items, input: Without<QueryCommandInput>): AsyncGenerator<Item> {
  for await (const page of queryPages(items, input)) yield* page.items;
}

/** The pages of a query, each read when it is asked for. */
export async function* queryPages(items: Items, input: Without<QueryCommandInput>): AsyncGenerator<Page> {
  let start: Item | null | undefined;
  do {
    const page = await items.query({ ...input, ...(start ? { ExclusiveStartKey: start } : {}) });
    yield page;
    start = page.next;
  } while (start);
}

/** A projection of the named attributes (comma-separated), whatever words DynamoDB reserves. */
export function project(attributes: string): {
  readonly ProjectionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
} {
  const names = attributes.split(',').map((name) => name.trim());
  return {
    ProjectionExpression: names.map((name) => `#${name}`).join(','),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
  };
}

async function conditional<Output>(send: () => Promise<Output>): Promise<Output | null> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw unavailable(error);
  }
}

async function stored<Output>(send: () => Promise<Output>): Promise<Output> {
  try {
    return await send();
  } catch (error) {
    throw unavailable(error);
  }
}

function unavailable(cause: unknown): ServiceError {
  // What the table rejects it will reject again: a mistake of ours, not an outage.
  if (cause instanceof Error && cause.name === 'ValidationException') {
    return new ServiceError('internal_error', 'the table rejected a request', { cause });
  }
  return new ServiceError('storage_unavailable', 'the table did not answer', { cause, retryAfter: 5 });
}
