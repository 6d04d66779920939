import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkUrl } from '../../../src/webhooks/check-url.ts';
import { createGuardedPost } from '../../../src/webhooks/network/guarded-post.ts';
import { answering, anywhere, attack, openInternet } from '../../support/ssrf-attack.ts';
import { attacksOn } from '../../support/ssrf-table.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts';

let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
});
afterAll(() => receiver.stop());

const portOf = ({ url }: WebhookReceiver) => Number(new URL(url).port);
const posting = { headers: {}, body: '{}', timeoutMs: 2_000 };

test('the table has sixty attacks and more', () => {
  expect(attacksOn(1).length).toBeGreaterThanOrEqual(60);
});

test('not one of the attacks reaches the listener, and each is refused before there is a socket', async () => {
  receiver.forget();

  const outcomes = await Promise.all(
    attacksOn(portOf(receiver)).map(async (each) => [each.url, await attack(each)] as const),
  );

  expect(outcomes.filter(([, outcome]) => outcome !== 'ForbiddenTarget')).toEqual([]);
  expect(receiver.connections).toBe(0);
});

test('the listener can be reached where this machine is allowed', async () => {
  receiver.forget();

  expect(await attack({ url: receiver.url }, anywhere)).toBe(204);
  expect(receiver.connections).toBe(1);
});

test('allowing private networks opens neither link-local addresses nor those of metadata services', async () => {
  const urls = ['http://169.254.169.254/', 'http://[fd00:ec2::254]/', 'http://[::ffff:127.0.0.1]/'];

  const outcomes = await Promise.all(urls.map((url) => attack({ url }, anywhere)));

  expect(outcomes).toEqual(urls.map(() => 'ForbiddenTarget'));
});

describe('a name that is bound to this machine after it was registered', () => {
  test('is refused at the delivery', async () => {
    receiver.forget();
    const url = `http://rebound.example:${portOf(receiver)}/`;
    const resolve = answering(['93.184.215.14'], ['127.0.0.1']);
    const check = { policy: openInternet, resolve };

    await expect(checkUrl(check, url)).resolves.toBe(url);
    await expect(createGuardedPost(check)({ ...posting, url })).rejects.toThrow('public address');
    expect(receiver.connections).toBe(0);
  });

  test('cannot change between the check and the connection: a delivery asks once and connects to the answer', async () => {
    receiver.forget();
    const url = `http://rebound.example:${portOf(receiver)}/`;
    const resolve = answering(['127.0.0.1'], ['192.0.2.1']);

    const status = await createGuardedPost({ policy: anywhere, resolve })({ ...posting, url });

    expect([status, resolve.calls, receiver.connections]).toEqual([204, 1, 1]);
  });
});

test.each([301, 302, 303, 307, 308])(
  'a %d to this machine is an answer and is not followed',
  async (status) => {
    const target = await startWebhookReceiver();
    receiver.answer({ status, headers: { Location: target.url } });

    expect(await attack({ url: receiver.url }, anywhere)).toBe(status);
    expect(target.connections).toBe(0);
    receiver.answer({});
    await target.stop();
  },
);

test.each([
  ['http://hooks.example.com/', 'must be an https URL'],
  ['https://user:password@hooks.example.com/', 'must not carry a user or a password'],
  ['https://127.0.0.1/', 'must lead to a public address'],
  ['https://inside.example/', 'must lead to a public address'],
  ['https://hooks.example.com:22/', 'must use port 80, 443 or one from 1024 on'],
  ['https://hooks.example.com/#a', 'must not have a fragment'],
  ['hooks.example.com', 'must be a URL of at most 2048 characters'],
])('registering %s in production is refused with the reason', async (url, reason) => {
  const policy = { allowsHttp: false, allowsPrivate: false };

  await expect(checkUrl({ policy, resolve: answering(['10.0.0.1']) }, url)).rejects.toMatchObject({
    code: 'invalid_request',
    message: `url ${reason}`,
  });
});

test('a name that does not resolve yet can be registered: deliveries will tell', async () => {
  const resolve = () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }));

  await expect(checkUrl({ policy: openInternet, resolve }, 'https://new.example/')).resolves.toBe(
    'https://new.example/',
  );
});
