import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { registerWebhook } from '../../../src/webhooks/register.ts';
import { WebhookBody } from '../../../src/webhooks/webhook.ts';
import { callAs } from '../../support/caller.ts';
import { startWebhookBench, type WebhookBench } from '../../support/webhook-bench.ts';

const path = '/v1/evaluations/webhooks';
let bench: WebhookBench;
let tenant: string;

beforeAll(async () => {
  process.env['WEBHOOK_ALLOW_PRIVATE'] = 'true';
  bench = await startWebhookBench();
});
afterAll(() => bench.stop());

/** A tenant of its own for each test. */
function newTenant(): string {
  tenant = `tenant-${ulid()}`;
  return tenant;
}

const urlTo = (name: string) => `${bench.receiver.url}/${name}`;
const post = (body: object, as = tenant, resource = path) =>
  callAs(as, 'webhooks', { httpMethod: 'POST', resource, body: JSON.stringify(body) });
const get = (query: Record<string, string> | null = null, as = tenant) =>
  callAs(as, 'webhooks', { httpMethod: 'GET', resource: path, body: null, queryStringParameters: query });
const remove = (query: Record<string, string>, as = tenant) =>
  callAs(as, 'webhooks', { httpMethod: 'DELETE', resource: path, body: null, queryStringParameters: query });

describe('registering', () => {
  test('answers the webhook with a secret, all events and five retries', async () => {
    newTenant();

    const { status, body } = await post({ url: urlTo('a') });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      webhook_id: expect.stringMatching(/^wh_[0-9A-HJKMNP-TV-Z]{26}$/),
      url: urlTo('a'),
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
      status: 'active',
      retry_count: 5,
      timeout_seconds: 10,
    });
    expect(body.events).toHaveLength(7);
  });

  test('shows the secret once: no list and no second registration has it', async () => {
    newTenant();
    const { body } = await post({ url: urlTo('a') });

    const again = await post({ url: urlTo('a'), events: ['batch.failed'] });

    expect(again.body).toMatchObject({ webhook_id: body.webhook_id, secret: null, events: ['batch.failed'] });
    const lists = [await get(), await get({ webhook_id: body.webhook_id })];
    expect(JSON.stringify(lists)).not.toContain('whsec_');
    expect(lists[0]?.body.webhooks).toHaveLength(1);
  });

  test('with rotate_secret makes a new secret, and says until when the old one signs as well', async () => {
    newTenant();
    const first = await post({ url: urlTo('a') });

    const second = await post({ url: urlTo('a'), rotate_secret: true });

    expect(second.body.secret).toMatch(/^whsec_/);
    expect(second.body.secret).not.toBe(first.body.secret);
    expect(first.body.previous_secret_until).toBeNull();
    const overlap = Date.parse(second.body.previous_secret_until) - Date.parse(second.body.updated_at);
    expect(overlap).toBe(24 * 3_600_000);
  });

  test('twenty at once leaves ten, and the others are a conflict that says so', async () => {
    newTenant();

    const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => post({ url: urlTo(`${n}`) })));

    const refused = replies.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(10);
    expect(refused[0]?.body.detail).toBe('there are 10 webhooks; at most 10');
    expect((await get()).body.webhooks).toHaveLength(10);
  });

  test('one URL many times at once makes one webhook, and one caller gets its secret', async () => {
    newTenant();

    const replies = await Promise.all(Array.from({ length: 8 }, () => post({ url: urlTo('a') })));

    expect(new Set(replies.map(({ body }) => body.webhook_id)).size).toBe(1);
    expect(replies.filter(({ body }) => body.secret !== null)).toHaveLength(1);
  });

  test('again under the same id changes nothing and has the same answer, a rotation too', async () => {
    const registration = { tenant: newTenant(), body: WebhookBody.parse({ url: urlTo('a') }) };
    const rotation = { ...registration, body: { ...registration.body, rotate_secret: true } };

    const first = await registerWebhook(bench.ports, { ...registration, id: 'wh_one' });
    const repeated = await registerWebhook(bench.ports, { ...registration, id: 'wh_one' });
    const rotated = await registerWebhook(bench.ports, { ...rotation, id: 'wh_two' });
    const repeatedRotation = await registerWebhook(bench.ports, { ...rotation, id: 'wh_two' });

    expect(repeated).toEqual(first);
    expect(rotated.secret).not.toBe(first.secret);
    expect(repeatedRotation).toEqual(rotated);
  });

  test('with an Idempotency-Key makes one secret, and shows it to whoever repeats the request', async () => {
    newTenant();
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': ulid() };
    const send = (body: object) =>
      callAs(tenant, 'webhooks', {
        httpMethod: 'POST',
        resource: path,
        headers,
        body: JSON.stringify(body),
      });

    const first = await send({ url: urlTo('a') });
    await post({ url: urlTo('a'), events: ['batch.failed'] });
    const repeated = await send({ url: urlTo('a') });

    expect(repeated.status).toBe(200);
    expect(repeated.body).toMatchObject({
      webhook_id: first.body.webhook_id,
      secret: first.body.secret,
      events: ['batch.failed'],
    });
    expect((await send({ url: urlTo('b') })).body.code).toBe('idempotency_key_reused');
  });

  test.each([
    [{ url: 'http://169.254.169.254/' }, 'url must lead to a public address'],
    [{ url: 'ftp://hooks.example.com/' }, 'url must be an http or https URL'],
    [{ url: 'http://localhost', events: ['batch.exploded'] }, /^events\[0\] /],
    [{ url: 'http://localhost', retry_count: 6 }, /^retry_count /],
    [{ url: 'http://localhost', timeout_seconds: 21 }, /^timeout_seconds /],
    [{}, /^url /],
  ])('%j is refused with the field and its limit', async (body, detail) => {
    newTenant();

    expect(await post(body)).toMatchObject({
      status: 422,
      body: { code: 'invalid_request', detail: expect.stringMatching(detail) },
    });
  });
});

describe('deleting', () => {
  test.each(['webhook_id', 'url'])('by %s is 204, and then 404', async (field) => {
    newTenant();
    const { body } = await post({ url: urlTo('a') });

    expect(await remove({ [field]: body[field] })).toEqual({ status: 204, body: null });
    expect(await remove({ [field]: body[field] })).toMatchObject({ status: 404 });
    expect((await get()).body.webhooks).toEqual([]);
  });

  test('by a URL in another notation finds it', async () => {
    newTenant();
    await post({ url: 'https://hooks.example.com' });

    expect((await remove({ url: 'HTTPS://HOOKS.example.com:443/' })).status).toBe(204);
  });

  test('without a name is 422', async () => {
    newTenant();

    expect(await remove({})).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
  });
});

describe('a test', () => {
  test('delivers a signed message really, and says how that went', async () => {
    newTenant();
    const { body: registered } = await post({ url: urlTo('tested') });
    bench.receiver.forget();

    const { body } = await post({ webhook_id: registered.webhook_id }, tenant, `${path}/test`);

    expect(body).toEqual({
      success: true,
      status_code: 204,
      response_time_ms: expect.any(Number),
      error: null,
    });
    expect(bench.receiver.received).toMatchObject([
      { path: '/tested', headers: { 'x-webhook-event': 'webhook.test' } },
    ]);
  });

  test('that fails says why', async () => {
    newTenant();
    await post({ url: urlTo('tested') });
    bench.receiver.answer({ status: 503 });

    const { body } = await post({ url: urlTo('tested') }, tenant, `${path}/test`);

    expect(body).toMatchObject({ success: false, status_code: 503, error: 'the receiver answered 503' });
    bench.receiver.answer({});
  });

  test('reaches this machine by its name where private networks are allowed', async () => {
    newTenant();
    const url = urlTo('named').replace('127.0.0.1', 'localhost');
    await post({ url });

    const { body } = await post({ url }, tenant, `${path}/test`);

    expect(body).toMatchObject({ success: true, status_code: 204 });
  });
});

test('another tenant sees, tests and deletes nothing of it, and may register the same URL', async () => {
  const owner = newTenant();
  const { body } = await post({ url: urlTo('a') });
  const name = { webhook_id: body.webhook_id };

  const stranger = newTenant();
  const replies = [await get(name), await remove(name), await post(name, stranger, `${path}/test`)];

  expect(replies.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(JSON.stringify(replies)).not.toContain(bench.receiver.url);
  expect((await get()).body.webhooks).toEqual([]);
  const own = await post({ url: urlTo('a') });
  expect(own.body.webhook_id).not.toBe(body.webhook_id);
  expect((await get(null, owner)).body.webhooks).toMatchObject([name]);
});

test('the log of a webhook shows its newest twenty deliveries, newest event first', async () => {
  newTenant();
  const { body } = await post({ url: urlTo('a') });
  for (let count = 10; count < 35; count += 1) {
    const at = `2026-11-24T10:00:${count}.000Z`;
    await bench.deliver(body.webhook_id, 1, { tenant, at, delivery_id: `msg_${count}` });
  }

  const { deliveries } = (await get({ webhook_id: body.webhook_id })).body;

  expect(deliveries).toHaveLength(20);
  expect(deliveries[0]).toMatchObject({
    delivery_id: 'msg_34',
    outcome: 'delivered',
    attempts: 1,
    status_code: 204,
  });
  expect(deliveries.at(-1).delivery_id).toBe('msg_15');
});
