import { EventEmitter, once } from 'node:events';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { startEventSource } from '../../../local/event-source.ts';
import type { Loop } from '../../../local/loop.ts';
import { createPostpone } from '../../../src/queue/postpone.ts';
import { startTestEngines, type TestEngines } from '../../support/engines.ts';
import { untilEmpty, watchRenewals } from './queue-support.ts';

type Handle = (records: readonly SQSRecord[], delivery: number) => unknown;

let engines: TestEngines;
let source: Loop | undefined;
let queueUrl: string;
let delivered: SQSRecord[];
let deliveries: EventEmitter;

beforeEach(async () => {
  engines = await startTestEngines({ dynamoEndpoint: null });
  queueUrl = engines.environment['WORK_QUEUE_URL'] ?? '';
  Object.assign(process.env, engines.environment);
  delivered = [];
  deliveries = new EventEmitter();
});

afterEach(async () => {
  await source?.stop(1_000);
  await engines.stop();
});

/** Feeds the queue to a handler; visibility is one second. */
function feed(handle: Handle): void {
  let count = 0;
  source = startEventSource({
    client: engines.sqs,
    queueUrl,
    consumer: 'evaluate-items',
    batchSize: 10,
    visibilitySeconds: 1,
    log: () => {},
    invoke: async (name, event) => {
      expect(name).toBe('evaluate-items');
      const { Records } = event as SQSEvent;
      delivered.push(...Records);
      count += 1;
      const answer = await handle(Records, count);
      deliveries.emit('delivery', count);
      return answer;
    },
  });
}

function send(body: string) {
  const MessageAttributes = { kind: { DataType: 'String', StringValue: 'chunk' } };
  return engines.sqs.send(
    new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, MessageAttributes }),
  );
}

async function untilDelivered(bodies: readonly string[]): Promise<void> {
  while (bodies.length > delivered.length) await once(deliveries, 'delivery');
  expect(delivered.map(({ body }) => body).sort()).toEqual([...bodies].sort());
}

function fail(records: readonly SQSRecord[], body: string) {
  const failed = records.filter((record) => record.body === body);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

describe('the event source', () => {
  test('hands messages over as Lambda does', async () => {
    await send('a chunk');

    feed(() => undefined);

    await untilDelivered(['a chunk']);
    expect(delivered[0]).toMatchObject({
      messageId: expect.any(String),
      receiptHandle: expect.any(String),
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: expect.stringMatching(/^\d+$/) },
      messageAttributes: { kind: { dataType: 'String', stringValue: 'chunk' } },
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:assay-work',
      awsRegion: 'us-east-1',
    });
  });

  test('hands over again what the function reported as failed, and that alone', async () => {
    for (const body of ['good', 'bad', 'fine']) await send(body);
    let failures = 0;

    feed((records) => {
      const isFailing = records.some(({ body }) => body === 'bad') && failures === 0;
      if (isFailing) failures += 1;
      return isFailing ? fail(records, 'bad') : undefined;
    });

    await untilDelivered(['good', 'bad', 'fine', 'bad']);
    await untilEmpty(engines);
  });

  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('out of memory');
      },
    ],
    ['names a message that it was not given', () => ({ batchItemFailures: [{ itemIdentifier: 'unknown' }] })],
  ])('hands everything over again when the function %s', async (_, misbehave) => {
    await send('chunk');

    feed((_records, delivery) => (delivery === 1 ? misbehave() : undefined));

    await untilEmpty(engines);
    expect(delivered.map(({ attributes }) => attributes.ApproximateReceiveCount)).toEqual(['1', '2']);
  });

  test('keeps messages to itself while the function runs longer than their visibility', async () => {
    await send('slow chunk');
    const renewals = watchRenewals(engines.sqs);

    feed(async () => {
      for (let renewal = 0; renewal < 4; renewal += 1) await once(renewals, 'renewal');
    });

    await untilEmpty(engines);
    expect(delivered).toHaveLength(1);
  });

  test('leaves a message as far away as the function postponed it last', async () => {
    for (const body of ['postponed', 'failing']) await send(body);
    const renewals = watchRenewals(engines.sqs);
    const postpone = createPostpone(queueUrl);
    let failures = 0;

    feed(async (records) => {
      if (records.some(({ body }) => body === 'postponed')) {
        await once(renewals, 'renewal');
        const own = records.filter(({ body }) => body === 'postponed');
        await postpone(own.map((record) => ({ record, seconds: 3_600 })));
      }
      failures += records.some(({ body }) => body === 'failing') ? 1 : 0;
      const failed = records.filter(({ body }) => body === 'postponed' || failures < 3);
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    });

    await untilDelivered(['postponed', 'failing', 'failing', 'failing']);
  });

  test('finishes what is under way when it is stopped', async () => {
    await send('chunk');
    const finish = new EventEmitter();
    feed(async () => {
      deliveries.emit('start');
      await once(finish, 'finish');
    });
    await once(deliveries, 'start');

    const stopped = source?.stop(20_000);
    finish.emit('finish');

    await stopped;
    await untilEmpty(engines);
    expect(delivered).toHaveLength(1);
  });
});
