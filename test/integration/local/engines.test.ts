import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { describe, expect, test } from '@jest/globals';
import { startTestEngines, type TestEngines } from '../../support/engines.ts';
import { makeFolder, moduleUrl, runNode } from './child.ts';
import { fillEngines, readEngines } from './engine-contents.ts';

const everything = { item: 'kept value', indexed: 1, object: 'kept object', message: 'kept message' };

function startAt(folder: string | null): Promise<TestEngines> {
  return startTestEngines({ folder, dynamoEndpoint: null });
}

describe('the engines', () => {
  test('keep what they hold over a restart on the same folder', async () => {
    const folder = await makeFolder();
    const first = await startAt(folder);
    await fillEngines(first);
    await first.stop();

    const second = await startAt(folder);

    expect(await readEngines(second)).toEqual(everything);
    await second.stop();
  });

  test('keep what they hold when their process is killed, a message under way included', async () => {
    const folder = await makeFolder();
    const child = runNode([
      '--input-type=module',
      '-e',
      `const { startTestEngines } = await import(${JSON.stringify(moduleUrl('test/support/engines.ts'))});
       const { fillEngines, readEngines } = await import(${JSON.stringify(moduleUrl('test/integration/local/engine-contents.ts'))});
       const engines = await startTestEngines({ folder: ${JSON.stringify(folder)}, dynamoEndpoint: null });
       await fillEngines(engines);
       console.log('received: ' + (await readEngines(engines)).message);`,
    ]);
    await child.awaitLine(/^received: kept message/);
    child.process.kill('SIGKILL');
    await child.ended();

    const engines = await startAt(folder);

    expect(await readEngines(engines)).toEqual(everything);
    await engines.stop();
  });

  test('keep nothing without a folder', async () => {
    const first = await startAt(null);
    await fillEngines(first);
    await first.stop();

    const second = await startAt(null);

    await expect(readEngines(second)).rejects.toThrow('key does not exist');
    await second.stop();
  });

  test('give messages up to the dead-letter queue after 50 receives', async () => {
    const { sqs, environment, stop } = await startAt(null);

    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: environment['WORK_QUEUE_URL'], AttributeNames: ['All'] }),
    );

    expect(Attributes?.['VisibilityTimeout']).toBe('1');
    const { maxReceiveCount, deadLetterTargetArn } = JSON.parse(Attributes?.['RedrivePolicy'] ?? '');
    expect([maxReceiveCount, deadLetterTargetArn.split(':').at(-1)]).toEqual([50, 'assay-deadLetters']);
    await stop();
  });

  test('survive a client that goes away in the middle of a request', async () => {
    const engines = await startAt(null);
    const { hostname, port } = new URL(engines.environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '');
    const socket = connect(Number(port), hostname);
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf of');
    socket.resetAndDestroy();
    await once(socket, 'close');

    await fillEngines(engines);

    expect(await readEngines(engines)).toEqual(everything);
    await engines.stop();
  });

  test('listen on the loopback address only', async () => {
    const engines = await startAt(null);
    const outside = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    const address =
      outside.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.2';
    const urls = ['AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_SQS'].map(
      (name) => engines.environment[name] ?? '',
    );

    for (const url of urls) {
      const socket = connect(Number(new URL(url).port), address);
      await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED');
    }
    await engines.stop();
  });
});
