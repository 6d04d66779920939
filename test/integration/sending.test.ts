import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createChunkQueue } from '../../src/queue/queues.ts';

const messages = Array.from({ length: 4_000 }, (_, chunk) => ({ v: 1 as const, batch_id: 'batch_1', chunk }));
const before = { ...process.env };
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  process.env = { ...before };
});

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
}

/** A queue that refuses a message of the n-th request, and counts what it is asked and has answered. */
async function startQueue(refused: number) {
  let asked = 0;
  let answered = 0;
  const server = createServer(async (request, response) => {
    asked += 1;
    const isRefused = asked === refused;
    let body = '';
    for await (const part of request) body += part;
    const { Entries } = JSON.parse(body) as { readonly Entries: readonly Entry[] };
    const Successful = Entries.map(({ Id, MessageBody }) => ({
      ...{ Id, MessageId: 'm' },
      MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
    }));
    const Failed = [{ Id: '0', SenderFault: false, Code: 'InternalError' }];
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    answered += 1;
    response.end(JSON.stringify(isRefused ? { Failed, Successful: [] } : { Successful }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
  Object.assign(process.env, { AWS_ENDPOINT_URL: url, AWS_REGION: 'eu-central-1', ...credentials });
  stops.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { queueUrl: `${url}/0/work`, asked: () => asked, underWay: () => asked - answered };
}

test('a queue that refuses messages is sent nothing more, and is not at work any more when that is told', async () => {
  const queue = await startQueue(3);

  const sent = createChunkQueue(queue.queueUrl).send('tenant-a', messages);

  await expect(sent).rejects.toThrow('the queue refused messages');
  const asked = queue.asked();
  expect(queue.underWay()).toBe(0);
  // Ten at a time of 400: some were answered before the refusal arrived.
  expect(asked).toBeLessThan(100);
  for (let round = 0; round < 100; round += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(queue.asked()).toBe(asked);
});

test('a queue that takes all messages is sent each of them once', async () => {
  const queue = await startQueue(0);
  await createChunkQueue(queue.queueUrl).send('tenant-a', messages);
  expect(queue.asked()).toBe(400);
});
