import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkUrl } from '../../../src/webhooks/check-url.ts';
import { createGuardedPost } from '../../../src/webhooks/network/guarded-post.ts';
import { createNameResolver } from '../../../src/webhooks/network/resolve-name.ts';
import type { Resolve } from '../../../src/webhooks/network/resolve-open.ts';
import { type NameServer, startNameServer } from '../../support/name-server.ts';
import { anywhere, openInternet } from '../../support/ssrf-attack.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts';

const loopback = Buffer.from([127, 0, 0, 1]);
const documented = [Buffer.from([93, 184, 215, 14]), Buffer.from([93, 184, 215, 15])];
const six = Buffer.from('26062800021f0cb700000000000000ff', 'hex');
const posting = { headers: {}, body: '{}', timeoutMs: 30_000 };
let names: NameServer;
let receiver: WebhookReceiver;
let resolve: Resolve;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  names = await startNameServer({
    'both.example': { A: documented, AAAA: [six] },
    'four.example': { A: documented },
    'here.example': { A: [loopback] },
    'mixed.example': { A: documented, AAAA: [Buffer.from('00000000000000000000000000000001', 'hex')] },
    'silent.example': null,
  });
  // Longer than any test waits: who does not cancel, hangs.
  resolve = createNameResolver({ timeoutMs: 120_000, tries: 1, servers: [names.address] });
});
afterAll(async () => {
  await names.stop();
  await receiver.stop();
});

const never = () => new AbortController().signal;
const portOf = ({ url }: WebhookReceiver) => Number(new URL(url).port);

test.each([
  ['both.example', ['93.184.215.14', '93.184.215.15', '2606:2800:21f:cb7::ff']],
  ['four.example', ['93.184.215.14', '93.184.215.15']],
  ['localhost', ['127.0.0.1', '::1']],
  ['any.localhost.', ['127.0.0.1', '::1']],
])('%s has all its addresses of both families', async (name, addresses) => {
  const found = await resolve(name, never());

  expect(found.map(({ address }) => address)).toEqual(addresses);
  expect(found.every(({ address, family }) => family === (address.includes(':') ? 6 : 4))).toBe(true);
});

test('a name that does not exist says so', async () => {
  await expect(resolve('none.example', never())).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

test('a name server that is silent has failed after its time', async () => {
  const impatient = createNameResolver({ timeoutMs: 50, tries: 1, servers: [names.address] });

  await expect(impatient('silent.example', never())).rejects.toMatchObject({ code: 'ETIMEOUT' });
});

test('a message reaches the address that its name has', async () => {
  receiver.forget();
  const url = `http://here.example:${portOf(receiver)}/`;

  expect(await createGuardedPost({ policy: anywhere, resolve })({ ...posting, url })).toBe(204);
  expect(receiver.received[0]?.headers.host).toBe(`here.example:${portOf(receiver)}`);
});

test.each(['here.example', 'mixed.example', 'localhost'])(
  '%s is refused for the address of this machine, whatever else it has',
  async (name) => {
    receiver.forget();
    const url = `http://${name}:${portOf(receiver)}/`;
    const check = { policy: openInternet, resolve };

    await expect(checkUrl(check, url)).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(createGuardedPost(check)({ ...posting, url })).rejects.toThrow('public address');
    expect(receiver.connections).toBe(0);
  },
);

test('names whose servers are silent hold up no other name, and end with their deliveries', async () => {
  const resolving: Promise<unknown>[] = [];
  const watched: Resolve = (name, signal) => {
    const addresses = resolve(name, signal);
    resolving.push(addresses.catch(({ code }) => code));
    return addresses;
  };
  const post = createGuardedPost({ policy: anywhere, resolve: watched });
  const before = names.asked.length;
  const timeoutMs = 1_000;
  const stuck = Array.from({ length: 16 }, () =>
    post({ ...posting, url: 'http://silent.example/', timeoutMs }).catch(({ name }) => name),
  );
  await names.awaitQuestions(before + 32);

  const url = `http://here.example:${portOf(receiver)}/`;
  expect(await post({ ...posting, url })).toBe(204);

  expect(await Promise.all(stuck)).toEqual(stuck.map(() => 'NoAnswer'));
  const ends = (await Promise.all(resolving)).filter((end) => typeof end === 'string');
  expect(ends).toEqual(stuck.map(() => 'ECANCELLED'));
});
