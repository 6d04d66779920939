import { GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { overrideSharedCircuit } from '../../src/judges/override-circuit.ts';
import type { BreakerStore } from '../../src/resilience/breaker-store.ts';
import { createBreakerStore } from '../../src/store/breakers.ts';
import { describeBreakerStore } from '../support/breaker-contract.ts';
import { startTestEngines, type TestEngines } from '../support/engines.ts';

const never = new AbortController().signal;
const name = { provider: 'openai', model: 'overridden' };
let engines: TestEngines;
let store: BreakerStore;
let table: string;

beforeAll(async () => {
  engines = await startTestEngines();
  Object.assign(process.env, engines.environment);
  table = engines.environment['TABLE_NAME'] ?? '';
  store = createBreakerStore(table);
});
afterAll(() => engines.stop());

describe('circuits in the table', () => {
  describeBreakerStore(() => store);

  test('only windows end by themselves, an hour after their time', async () => {
    const at = { shard: 0, epoch: 0, window: 170_000_000, report: { second: 0, ok: 1, fail: 0, slow: 0 } };
    await store.report({ provider: 'openai', model: 'ttl' }, at, never);
    const Key = { pk: { S: 'CBW#openai#ttl#0#0#170000000' }, sk: { S: 'W' } };
    const { Item } = await engines.dynamo.send(new GetItemCommand({ TableName: table, Key }));
    const all = await engines.dynamo.send(new ScanCommand({ TableName: table }));
    const circuits = all.Items?.filter(({ pk }) => /^CB(#|$)/.test(pk?.S ?? '')) ?? [];

    expect(Item?.['ttl']).toEqual({ N: String(1_700_000_010 + 3_600) });
    expect(circuits.filter(({ ttl }) => ttl)).toEqual([]);
  });

  test('a question that is given up rejects', async () => {
    await expect(store.read(name, AbortSignal.abort())).rejects.toThrow();
  });
});

describe('an operator', () => {
  test('opens a circuit, closes it, and leaves it to itself', async () => {
    const override = (wanted: 'open' | 'closed' | 'automatic') =>
      overrideSharedCircuit(store, { name, wanted, now: 5, reason: 'maintenance' });

    expect(await override('automatic')).toMatchObject({ state: 'closed', epoch: 0 });
    expect(await override('open')).toMatchObject({ state: 'forced_open', epoch: 1 });
    expect(await override('closed')).toMatchObject({ state: 'forced_closed', epoch: 2 });
    expect(await override('automatic')).toMatchObject({ state: 'closed', epoch: 3 });
    expect(await store.read(name, never)).toEqual({ state: 'closed', epoch: 3, closedAt: null });
  });

  test('tries again when the circuit changed meanwhile, and says so when it keeps changing', async () => {
    let lost = 0;
    const restless: BreakerStore = {
      ...store,
      async change() {
        lost += 1;
        return false;
      },
    };
    const overriding = { name, wanted: 'open', now: 5, reason: '' } as const;

    await expect(overrideSharedCircuit(restless, overriding)).rejects.toThrow('kept changing');
    expect(lost).toBe(5);
  });
});
