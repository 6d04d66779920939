import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { ulid } from 'ulid';
import { handler as reconcile } from '../../../functions/reconcile-batches/handler.ts';
import { evaluate } from '../../../src/evaluation/evaluate.ts';
import { evaluators } from '../../../src/evaluators/index.ts';
import { chance } from '../../../src/platform/chance.ts';
import { delivering } from '../../../src/platform/delivering.ts';
import { judging } from '../../../src/platform/judging.ts';
import { storing } from '../../../src/platform/storing.ts';
import { batchKey } from '../../../src/store/batches.ts';
import type { Key } from '../../../src/store/items.ts';
import { createOutboxStore } from '../../../src/store/outbox.ts';
import { resultKey } from '../../../src/store/results.ts';
import { createWebhookStore } from '../../../src/store/webhooks.ts';
import { type AnnouncePorts, createAnnouncer } from '../../../src/webhooks/announce.ts';
import { eventNames } from '../../../src/webhooks/event.ts';
import { createListeners } from '../../../src/webhooks/listeners.ts';
import type { WebhookMessage } from '../../../src/webhooks/message.ts';
import { registerWebhook } from '../../../src/webhooks/register.ts';
import { sweepOutbox } from '../../../src/webhooks/sweep.ts';
import { WebhookBody } from '../../../src/webhooks/webhook.ts';
import { noDeadline } from '../../support/deadlines.ts';
import { goodSummary, source } from '../../support/texts.ts';
import { startWorkbench, type Workbench } from '../../support/worker.ts';

const tenant = 'tenant-a';
const item = { source_text: source, summary: goodSummary, metrics: ['fluency'] };
let bench: Workbench;
let announced: WebhookMessage[];

beforeAll(async () => {
  bench = await startWorkbench();
});
beforeEach(async () => {
  bench.sent.length = 0;
  announced = [];
  const store = createWebhookStore(storing.items());
  const { revision } = await store.read(tenant, { consistent: true });
  await store.replace(tenant, revision, []);
});
afterAll(() => bench.stop());

function portsOf(over: Partial<AnnouncePorts> = {}): AnnouncePorts {
  return {
    listeners: createListeners(createWebhookStore(storing.items()), chance.now),
    queue: { send: async (_tenant, messages) => void announced.push(...messages) },
    outbox: createOutboxStore(storing.items()),
    ...over,
  };
}

const announcing = (over: Partial<AnnouncePorts> = {}) => ({ announcer: createAnnouncer(portsOf(over)) });
const crashing = () => announcing({ queue: { send: () => Promise.reject(new Error('killed')) } });
const sweep = (seconds: number, over: Partial<AnnouncePorts> = {}) =>
  sweepOutbox({ ...portsOf(over), now: () => Date.now() + seconds * 1_000 });

function register(events: readonly string[] = eventNames) {
  const body = WebhookBody.parse({ url: `https://hooks.example.com/${ulid()}`, events });
  return registerWebhook(delivering.manage(), { tenant, id: `wh_${ulid()}`, body });
}

async function runBatch(over: ReturnType<typeof announcing>, items: readonly unknown[] = [item]) {
  const { batchId } = await bench.submit({ items });
  for (const message of bench.sent) await bench.deliver(message, over);
  return batchId;
}

async function noteAt(key: Key): Promise<unknown> {
  return (await storing.items().get(key))?.['outbox_text'];
}

const told = () => announced.map(({ event }) => event);

describe('a batch', () => {
  test('tells each subscribed webhook that it started and ended, and leaves no note behind', async () => {
    const [one, other] = [await register(), await register(['batch.completed'])];

    const batchId = await runBatch(announcing());

    expect(told().sort()).toEqual(['batch.completed', 'batch.completed', 'batch.started']);
    const ends = announced.filter(({ event }) => event === 'batch.completed');
    expect(new Set(ends.map(({ webhook_id }) => webhook_id))).toEqual(
      new Set([one.webhook_id, other.webhook_id]),
    );
    expect(new Set(ends.map(({ delivery_id }) => delivery_id))).toEqual(
      new Set([`msg_${batchId}_completed`]),
    );
    expect(await noteAt(batchKey(batchId))).toBeUndefined();
  });

  test('without a webhook costs no message, no note and no removal of one', async () => {
    const removals: Key[] = [];
    const outbox = { ...portsOf().outbox, remove: async (key: Key) => void removals.push(key) };

    const batchId = await runBatch(announcing({ outbox }));

    expect([announced, removals]).toEqual([[], []]);
    expect(await storing.items().get(batchKey(batchId))).not.toHaveProperty('outbox_pk');
  });

  test('tells of its failure by that name', async () => {
    await register();

    await runBatch(announcing(), [{}]);

    expect(told()).toContain('batch.failed');
  });

  test('whose chunk is delivered twice ends once', async () => {
    await register(['batch.completed']);
    await runBatch(announcing());

    for (const message of bench.sent) await bench.deliver(message, announcing());

    expect(told()).toEqual(['batch.completed']);
  });

  test('carries figures and no text', async () => {
    await register(['batch.completed']);

    const batchId = await runBatch(announcing());

    const [{ body } = { body: '' }] = announced;
    expect(JSON.parse(body)).toMatchObject({
      event: 'batch.completed',
      batch_id: batchId,
      data: { status: 'completed', successful: 1, aggregate_metrics: { fluency: { count: 1 } } },
    });
    expect(body).not.toContain('Harrow');
    expect(body).not.toContain(tenant);
  });
});

describe('a crash between the end of a batch and its announcement', () => {
  test('loses nothing: the sweep sends the same message, byte by byte, once', async () => {
    await register(['batch.completed']);
    const batchId = await runBatch(crashing());
    const note = JSON.parse(String(await noteAt(batchKey(batchId))));

    expect(await sweep(31)).toEqual({ announced: 1, failed: 0 });
    expect(await sweep(31)).toEqual({ announced: 0, failed: 0 });

    expect(announced).toMatchObject([{ delivery_id: `msg_${batchId}_completed`, at: note.at }]);
    expect(JSON.parse(announced[0]?.body ?? '').data).toEqual(note.data);
  });

  test('is left alone for thirty seconds, in which whoever ended the batch announces it', async () => {
    await register(['batch.completed']);
    await runBatch(crashing());

    expect(await sweep(20)).toEqual({ announced: 0, failed: 0 });
    expect(await sweep(31)).toEqual({ announced: 1, failed: 0 });
  });

  test('of two batches, one that cannot be sent holds up no other', async () => {
    await register(['batch.completed']);
    const lost = await runBatch(crashing());
    bench.sent.length = 0;
    const found = await runBatch(crashing());
    const send = async (_tenant: string, messages: readonly WebhookMessage[]) => {
      if (messages.some(({ delivery_id }) => delivery_id.includes(lost))) throw new Error('too many');
      announced.push(...messages);
    };

    expect(await sweep(31, { queue: { send } })).toEqual({ announced: 1, failed: 1 });
    expect(announced).toMatchObject([{ delivery_id: `msg_${found}_completed` }]);
    expect(await sweep(31)).toEqual({ announced: 1, failed: 0 });
  });

  test('while the webhooks cannot be read keeps the note until they can', async () => {
    await register(['batch.completed']);
    const listeners = { of: () => Promise.reject(new Error('no table')) };

    await runBatch(announcing({ listeners }));

    expect(announced).toEqual([]);
    expect(await sweep(31)).toEqual({ announced: 1, failed: 0 });
  });
});

test('the function of the reconciler sweeps, into the real queue', async () => {
  const { webhook_id } = await register(['batch.completed']);
  const batchId = await runBatch(crashing());
  const key = batchKey(batchId);
  await storing.items().update(key, {
    UpdateExpression: 'SET outbox_sk = :old',
    ExpressionAttributeValues: { ':old': `2026-01-01T00:00:00.000Z#${key.pk}` },
  });

  await reconcile({}, { getRemainingTimeInMillis: () => 120_000 } as Context);

  expect(await noteAt(key)).toBeUndefined();
  const receive = { QueueUrl: process.env['WEBHOOK_QUEUE_URL'], WaitTimeSeconds: 20 };
  const { Messages: [sent] = [] } = await new SQSClient().send(new ReceiveMessageCommand(receive));
  expect(JSON.parse(sent?.Body ?? 'null')).toMatchObject({
    webhook_id,
    delivery_id: `msg_${batchId}_completed`,
  });
});

describe('a single evaluation', () => {
  const run = (over: ReturnType<typeof announcing>, fields: Record<string, unknown> = {}) =>
    evaluate(
      { ...judging.evaluate(), ...over },
      {
        type: 'geval',
        body: evaluators.geval.body.parse({ ...item, api_name: 'embedded', ...fields }),
        tenant,
        deadline: noDeadline,
        warnings: [],
      },
    );

  test('tells that it started and completed, with scores and without a text', async () => {
    await register();

    const { metadata, results } = await run(announcing());

    expect(told().sort()).toEqual(['evaluation.completed', 'evaluation.started']);
    const body = announced.find(({ event }) => event === 'evaluation.completed')?.body ?? '';
    expect(JSON.parse(body)).toMatchObject({
      evaluation_id: metadata.evaluation_id,
      data: { evaluation_type: 'geval', status: 'completed', score: results['average_score' as never] },
    });
    expect(body).not.toContain('Harrow');
    expect(await noteAt(resultKey(tenant, metadata.evaluation_id))).toBeUndefined();
  });

  test('that is stored is announced by the sweep after a crash', async () => {
    await register(['evaluation.completed']);

    const { metadata } = await run(crashing());

    expect(await noteAt(resultKey(tenant, metadata.evaluation_id))).toBeDefined();
    expect(await sweep(31)).toEqual({ announced: 1, failed: 0 });
    expect(announced).toMatchObject([{ delivery_id: `msg_${metadata.evaluation_id}_completed` }]);
  });

  test('that is not stored is told of all the same', async () => {
    await register(['evaluation.completed']);

    await run(announcing(), { save_results: false });

    expect(told()).toEqual(['evaluation.completed']);
  });

  test('without a webhook for its events leaves no note', async () => {
    await register(['batch.completed']);

    const { metadata } = await run(announcing());

    expect(announced).toEqual([]);
    expect(await storing.items().get(resultKey(tenant, metadata.evaluation_id))).not.toHaveProperty(
      'outbox_pk',
    );
  });
});
