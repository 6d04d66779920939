import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { startEventSource } from '../../../local/event-source.ts';
import { createDeliverer } from '../../../src/queue/deliverer.ts';
import { createPostpone, type Postponed } from '../../../src/queue/postpone.ts';
import { createSender } from '../../../src/queue/queues.ts';
import type { WebhookMessage } from '../../../src/webhooks/message.ts';
import { messageTo, startWebhookBench, type WebhookBench } from '../../support/webhook-bench.ts';

const context = { getRemainingTimeInMillis: () => 60_000 } as Context;
let bench: WebhookBench;

beforeAll(async () => {
  bench = await startWebhookBench();
});
afterAll(() => bench.stop());
beforeEach(async () => {
  bench.receiver.answer({});
  bench.receiver.forget();
  await bench.forgetWebhooks();
});

function recordOf(body: string, attempt = 1): SQSRecord {
  const attributes = { ApproximateReceiveCount: String(attempt) };
  return { messageId: body, body, receiptHandle: body, attributes } as unknown as SQSRecord;
}

/** Hands messages to the function; which of them go back, and when they are seen again. */
async function invoke(records: readonly SQSRecord[]) {
  const postponed: Postponed[] = [];
  const postpone = async (messages: readonly Postponed[]) => void postponed.push(...messages);
  const deliver = createDeliverer(() => ({ ...bench.ports, postpone }));
  const { batchItemFailures } = await deliver({ Records: [...records] }, context);
  return {
    back: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
    seconds: postponed.map(({ seconds }) => seconds),
  };
}

describe('an invocation', () => {
  test('gives back what failed and what it cannot read, and postpones only the former', async () => {
    const [good, bad] = [await bench.register(), await bench.register({ timeout_seconds: 1 })];
    bench.receiver.answerAt(new URL(bad.url).pathname, { status: 500 });
    const [fine, failing] = [good, bad].map(({ webhook_id }) => JSON.stringify(messageTo(webhook_id)));

    const { back, seconds } = await invoke(
      [fine ?? '', failing ?? '', 'garbage'].map((body) => recordOf(body)),
    );

    expect(back.sort()).toEqual([failing, 'garbage'].sort());
    expect(seconds).toEqual([5]);
  });

  test('counts the tries by the receives of the message', async () => {
    const { webhook_id } = await bench.register();
    bench.receiver.answer({ status: 500 });

    const { seconds } = await invoke([recordOf(JSON.stringify(messageTo(webhook_id)), 4)]);

    expect(seconds).toEqual([3_600]);
  });

  test('delivers ten at once: the slowest decides how long it takes, not the sum', async () => {
    const webhooks = await Promise.all(Array.from({ length: 10 }, () => bench.register()));
    const gate = bench.receiver.holdUntil(10);

    const { back } = await invoke(
      webhooks.map((each) => recordOf(JSON.stringify(messageTo(each.webhook_id)))),
    );

    await gate;
    expect(back).toEqual([]);
  });
});

test('what is given up goes to the dead letters as it was, after no try more than the webhook asks for', async () => {
  const client = new SQSClient();
  const queueUrl = process.env['WEBHOOK_QUEUE_URL'] ?? '';
  const deliver = createDeliverer(() => ({ ...bench.ports, postpone: createPostpone(queueUrl) }));
  const { webhook_id } = await bench.register({ retry_count: 0 });
  bench.receiver.answer({ status: 500 });
  const source = startEventSource({
    client,
    queueUrl,
    consumer: 'deliver-webhooks',
    batchSize: 10,
    visibilitySeconds: 30,
    log: () => {},
    invoke: (_name, event) => deliver(event as SQSEvent, context),
  });

  await createSender<WebhookMessage>(queueUrl).send('tenant-a', [messageTo(webhook_id)]);
  const receive = { QueueUrl: process.env['DEAD_LETTER_QUEUE_URL'], WaitTimeSeconds: 20 };
  const { Messages: [dead] = [] } = await client.send(new ReceiveMessageCommand(receive));
  await source.stop(1_000);

  expect(JSON.parse(dead?.Body ?? 'null')).toEqual(messageTo(webhook_id));
  expect(bench.receiver.received).toHaveLength(1);
});
