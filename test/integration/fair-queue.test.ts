import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { functionEntries } from '../../functions/functions.ts';
import { reconcileBatches } from '../../src/batches/reconcile.ts';
import { batching } from '../../src/platform/batching.ts';
import { createChunkQueue } from '../../src/queue/queues.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

/** What a sender put into a queue. */
interface Sent {
  readonly Entries: readonly { readonly MessageBody: string; readonly MessageGroupId: string }[];
}

let bench: Workbench;
let server: Server;
const sent: Sent[] = [];

beforeAll(async () => {
  bench = await startWorkbench();
  // The embedded queue forgets the groups of messages.
  server = createServer(async (incoming, outgoing) => {
    sent.push((await json(incoming)) as Sent);
    outgoing.end('{"Successful":[]}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await bench.stop();
});

test('the reconciler sends chunks in the group of their tenant, so that a backlog of one holds up no other', async () => {
  const { batchId } = await bench.submit(
    { items: [{}] },
    { queue: { send: () => Promise.reject(new Error('down')) } },
  );
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env['AWS_ENDPOINT_URL_SQS'] = endpoint;
  const queue = createChunkQueue(`${endpoint}/000000000000/work`);

  await reconcileBatches({ ...batching.reconcile(), queue, now: () => Date.now() + 60_000 });

  const entries = sent.flatMap(({ Entries }) => Entries);
  expect(entries.map(({ MessageBody }) => JSON.parse(MessageBody))).toEqual([
    { v: 1, batch_id: batchId, chunk: 0 },
  ]);
  expect(entries.map(({ MessageGroupId }) => MessageGroupId)).toEqual(['tenant-a']);
});

test('no function sends to the queue that it takes from, and what collects dead letters sends no chunk', () => {
  const sends = (name: string) => {
    const [, spec] = functionEntries.find(([each]) => each === name) ?? [];
    return Object.entries(spec?.touches.queues ?? {}).flatMap(([queue, uses]) =>
      uses.includes('send') ? [queue] : [],
    );
  };

  for (const [name, { consumes }] of functionEntries)
    if (consumes) expect(sends(name)).not.toContain(consumes);
  expect(sends('collect-dead-letters')).not.toContain('work');
});
