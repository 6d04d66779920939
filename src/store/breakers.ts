import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Transition } from '../resilience/breaker-state.ts';
import type { BreakerStore } from '../resilience/breaker-store.ts';
import {
  additionOf,
  circuitList,
  conditionOf,
  listKey,
  nameIn,
  stateKey,
  toState,
  toWindow,
  windowKey,
} from './breaker-records.ts';
import { itemVersion } from './table.ts';

// Every circuit here has failed at least as often as it takes to open one; more of them than this is no outage.
const mostListed = 200;

/** The circuits in the table. A client of its own never asks twice: the time limit of a question is shorter than a second try, and a throttled table must not be asked more. */
export function createBreakerStore(tableName: string): BreakerStore {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 1 }));
  const TableName = tableName;

  const read: BreakerStore['read'] = async (name, abortSignal) => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: stateKey(name) }), { abortSignal });
    return toState(Item);
  };

  return {
    read,
    async change(name, transition, abortSignal) {
      if (isListed(transition)) {
        // First, so that no circuit is open that is not listed.
        const Item = { ...listKey(name), v: itemVersion };
        await client.send(new PutCommand({ TableName, Item }), { abortSignal });
      }
      const Item = { ...stateKey(name), v: itemVersion, ...transition.to };
      const put = new PutCommand({ TableName, Item, ...conditionOf(transition) });
      return unlessChanged(client.send(put, { abortSignal }));
    },
    async report(name, at, abortSignal) {
      const update = new UpdateCommand({
        TableName,
        Key: windowKey(name, at),
        ReturnValues: 'ALL_NEW',
        ...additionOf(at),
      });
      const { Attributes } = await client.send(update, { abortSignal });
      return toWindow(Attributes ?? {});
    },
    async list(abortSignal) {
      const query = new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': circuitList },
        Limit: mostListed,
      });
      const { Items = [] } = await client.send(query, { abortSignal });
      const names = Items.map((item) => nameIn(String(item['sk'])));
      return Promise.all(names.map(async (name) => ({ name, state: await read(name, abortSignal) })));
    },
  };
}

/** A circuit is listed from when it first leaves its beginning. */
function isListed({ from, to }: Transition): boolean {
  return from.state === 'closed' && to.state !== 'closed';
}

async function unlessChanged(put: Promise<unknown>): Promise<boolean> {
  try {
    await put;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
