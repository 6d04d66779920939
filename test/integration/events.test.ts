import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { type FunctionName, functions } from '../../functions/functions.ts';
import { routes } from '../../functions/routes.ts';
import { BatchBody } from '../../src/batches/batch.ts';
import { ChunkMessage } from '../../src/batches/chunk-queue.ts';
import { SplitMessage } from '../../src/batches/whole-queue.ts';
import { evaluationTypes, evaluators } from '../../src/evaluators/index.ts';
import { CompareBody } from '../../src/history/comparison.ts';
import { HistoryBody } from '../../src/history/history.ts';
import { storing } from '../../src/platform/storing.ts';
import { WebhookMessage } from '../../src/webhooks/message.ts';
import { WebhookBody } from '../../src/webhooks/webhook.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

const names = Object.keys(functions) as FunctionName[];
const read = (name: FunctionName) => JSON.parse(readFileSync(`events/${name}.json`, 'utf8'));
const context = { getRemainingTimeInMillis: () => 20_000 } as Context;
let bench: Workbench;

beforeAll(async () => {
  bench = await startWorkbench();
});
// What one sample leaves is nothing that another one should find.
afterEach(async () => {
  for await (const id of storing.deadLetters().waiting())
    await storing.deadLetters().acknowledge(id, 'tested');
});
afterAll(() => bench.stop());

/** What each sample's handler is expected to answer on an empty table. */
const expected: Readonly<Record<FunctionName, number | 'nothing' | 'no failures'>> = {
  geval: 200,
  propositions: 200,
  ocr: 200,
  'response-quality': 200,
  'custom-metric': 200,
  pairwise: 200,
  rag: 200,
  batch: 202,
  'batch-uploads': 201,
  'batch-resource': 404,
  'batch-download': 404,
  results: 404,
  history: 200,
  compare: 404,
  health: 200,
  prometheus: 403,
  documents: 200,
  'service-index': 200,
  unmatched: 405,
  'evaluate-items': 'no failures',
  'split-batch': 'no failures',
  'collect-dead-letters': 'no failures',
  'reconcile-batches': 'nothing',
  webhooks: 200,
  'deliver-webhooks': 'no failures',
};

describe('the sample events', () => {
  test('are one for each function', () => {
    expect(readdirSync('events').sort()).toEqual(names.map((name) => `${name}.json`).sort());
  });

  test('carry bodies that their schemas take', () => {
    for (const type of evaluationTypes) {
      const name = type.replaceAll('_', '-') as FunctionName;
      expect(evaluators[type].body.safeParse(JSON.parse(read(name).body)).success).toBe(true);
    }
    expect(BatchBody.safeParse(JSON.parse(read('batch').body)).success).toBe(true);
    expect(HistoryBody.safeParse(JSON.parse(read('history').body)).success).toBe(true);
    expect(CompareBody.safeParse(JSON.parse(read('compare').body)).success).toBe(true);
    expect(WebhookBody.safeParse(JSON.parse(read('webhooks').body)).success).toBe(true);
    expect(WebhookMessage.safeParse(JSON.parse(read('deliver-webhooks').Records[0].body)).success).toBe(true);
    expect(SplitMessage.safeParse(JSON.parse(read('split-batch').Records[0].body)).success).toBe(true);
    expect(ChunkMessage.safeParse(JSON.parse(read('evaluate-items').Records[0].body)).success).toBe(true);
  });

  test('name resources that the routes know', () => {
    const resources = routes.map(({ path }) => path);
    const http = names.map(read).filter((event) => 'httpMethod' in event) as APIGatewayProxyEvent[];
    for (const { resource } of http) expect(resources).toContain(resource);
  });

  test.each(names)('%s is answered by its handler', async (name) => {
    const { handler } = await import(`../../functions/${name}/handler.ts`);
    const event = read(name);
    // The sample's arrival is in the past: nobody waits for its batch.
    const answer = (await handler(event, context)) as APIGatewayProxyResult | undefined;
    expect(handler.length).toBeLessThan(3);

    const outcome = expected[name];
    if (outcome === 'nothing') expect(answer).toBeUndefined();
    else if (outcome === 'no failures') expect(answer).toEqual({ batchItemFailures: [] });
    else expect(answer?.statusCode).toBe(outcome);
  });
});
