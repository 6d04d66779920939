import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook as Verifier } from 'standardwebhooks';
import { startWebhookBench, type WebhookBench } from '../../support/webhook-bench.ts';

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

async function logOf(webhookId: string) {
  return bench.ports.deliveries.newest('tenant-a', webhookId, 20);
}

describe('a delivery', () => {
  test('arrives with headers that verify by the secret of the registration', async () => {
    bench.clock.now = Date.now();
    const { webhook_id, secret } = await bench.register();

    const delivered = await bench.deliver(webhook_id, 1);

    expect(delivered).toEqual({ kind: 'done' });
    const [request] = bench.receiver.received;
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': 'msg_batch_01KB0000000000000000000000_completed',
      'x-webhook-event': 'batch.completed',
    });
    const headers = request?.headers as Record<string, string>;
    expect(new Verifier(secret ?? '').verify(request?.body ?? '', headers)).toMatchObject({
      event: 'batch.completed',
    });
  });

  test.each([200, 201, 202, 204, 299])('answered %d has arrived', async (status) => {
    const { webhook_id } = await bench.register();
    bench.receiver.answer({ status });

    expect(await bench.deliver(webhook_id, 1)).toEqual({ kind: 'done' });
    expect(await logOf(webhook_id)).toMatchObject([
      { outcome: 'delivered', statusCode: status, attempts: 1 },
    ]);
  });

  test.each([301, 302, 307, 400, 404, 429, 500, 503])('answered %d is tried again', async (status) => {
    const { webhook_id } = await bench.register();
    bench.receiver.answer({ status, headers: { Location: `${bench.receiver.url}/elsewhere` } });

    expect(await bench.deliver(webhook_id, 1)).toEqual({ kind: 'again', afterSeconds: 5 });
    expect(bench.receiver.received).toHaveLength(1);
    expect(await logOf(webhook_id)).toMatchObject([
      { outcome: 'retrying', statusCode: status, error: `the receiver answered ${status}` },
    ]);
  });

  test('that has arrived is not made again, whoever sends its message twice', async () => {
    const { webhook_id } = await bench.register();

    await bench.deliver(webhook_id, 1);
    await bench.deliver(webhook_id, 1);

    expect(bench.receiver.received).toHaveLength(1);
  });

  test('is signed by both secrets after a rotation', async () => {
    bench.clock.now = Date.now();
    const first = await bench.register();
    const second = await bench.register({ url: first.url, rotate_secret: true });

    await bench.deliver(first.webhook_id, 1);

    expect(second.webhook_id).toBe(first.webhook_id);
    const [{ headers, body } = { headers: {}, body: '' }] = bench.receiver.received;
    for (const { secret } of [first, second]) {
      expect(new Verifier(secret ?? '').verify(body, headers as Record<string, string>)).toBeTruthy();
    }
  });
});

describe('a receiver that is slow', () => {
  test.each([
    ['never answers', { delayMs: null }],
    ['begins an answer and does not end it', { status: 200, trickleMs: 60_000, body: 'x' }],
  ])('and %s has failed after its time-out', async (_what, answer) => {
    const { webhook_id } = await bench.register({ timeout_seconds: 1 });
    bench.receiver.answer(answer);

    expect(await bench.deliver(webhook_id, 1)).toEqual({ kind: 'again', afterSeconds: 5 });
    expect(await logOf(webhook_id)).toMatchObject([
      { statusCode: null, error: 'no complete answer within 1 s' },
    ]);
  });

  test('because its answer has no end is read to 64 KB, and its status counts', async () => {
    const { webhook_id } = await bench.register();
    bench.receiver.answer({ status: 200, isEndless: true });

    expect(await bench.deliver(webhook_id, 1)).toEqual({ kind: 'done' });
  });
});

test('retries come 5 s, 1, 10 and 60 minutes and 6 hours after the failures, and then the message is given up', async () => {
  const { webhook_id } = await bench.register();
  bench.receiver.answer({ status: 500 });
  const start = bench.clock.now;

  const delays: number[] = [];
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    const delivered = await bench.deliver(webhook_id, attempt);
    if (delivered.kind === 'again') delays.push(delivered.afterSeconds);
    bench.clock.now += (delays.at(-1) ?? 0) * 1_000;
  }

  expect(delays).toEqual([5, 60, 600, 3_600, 21_600, 0]);
  expect(bench.clock.now - start).toBe(25_865_000);
  expect(await logOf(webhook_id)).toMatchObject([
    { outcome: 'exhausted', attempts: 6, nextAttemptAt: null, statusCode: 500 },
  ]);
  expect(bench.receiver.received).toHaveLength(6);
});

test('the log says when the next try is', async () => {
  const { webhook_id } = await bench.register();
  bench.receiver.answer({ status: 500 });
  bench.clock.now = Date.parse('2026-11-24T12:00:00.000Z');

  await bench.deliver(webhook_id, 3);

  expect(await logOf(webhook_id)).toMatchObject([{ nextAttemptAt: '2026-11-24T12:10:00.000Z' }]);
});

test('no further try is made than the webhook asks for', async () => {
  const { webhook_id } = await bench.register({ retry_count: 1 });
  bench.receiver.answer({ status: 500 });

  expect(await bench.deliver(webhook_id, 1)).toEqual({ kind: 'again', afterSeconds: 5 });
  expect(await bench.deliver(webhook_id, 2)).toEqual({ kind: 'again', afterSeconds: 0 });
  expect(await bench.deliver(webhook_id, 3)).toEqual({ kind: 'again', afterSeconds: 0 });
  expect(bench.receiver.received).toHaveLength(2);
});

describe('a receiver that is gone (410)', () => {
  test('disables its webhook, and what is still to be delivered is dropped', async () => {
    const { webhook_id } = await bench.register();
    bench.receiver.answer({ status: 410 });

    expect(await bench.deliver(webhook_id, 1)).toEqual({ kind: 'done' });
    expect(await bench.deliver(webhook_id, 1, { delivery_id: 'msg_2' })).toEqual({ kind: 'done' });

    expect(bench.receiver.received).toHaveLength(1);
    expect(await bench.standing(webhook_id)).toMatchObject({
      status: 'disabled',
      disabledReason: 'the receiver answered 410',
    });
    expect(await logOf(webhook_id)).toMatchObject([{ outcome: 'gone', statusCode: 410 }]);
  });

  test('is told again once its URL is registered again', async () => {
    const { webhook_id, url } = await bench.register();
    bench.receiver.answer({ status: 410 }, { status: 200 });
    await bench.deliver(webhook_id, 1);

    const again = await bench.register({ url });
    await bench.deliver(webhook_id, 1, { delivery_id: 'msg_2' });

    expect(again).toMatchObject({ webhook_id, status: 'active', secret: null });
    expect(bench.receiver.received).toHaveLength(2);
  });
});

test('a webhook that is deleted drops its messages', async () => {
  const { webhook_id } = await bench.register();
  await bench.forgetWebhooks();

  expect(await bench.deliver(webhook_id, 1)).toEqual({ kind: 'done' });
  expect(bench.receiver.connections).toBe(0);
});

test('a message of one tenant is never delivered to the webhook of another', async () => {
  const { webhook_id } = await bench.register({}, 'tenant-b');

  expect(await bench.deliver(webhook_id, 1)).toEqual({ kind: 'done' });
  expect(bench.receiver.connections).toBe(0);
});

test('deliveries are counted by event and outcome', async () => {
  const { webhook_id } = await bench.register();
  await bench.ports.recorder.flush();
  bench.receiver.answer({ status: 500 }, { status: 200 });

  await bench.deliver(webhook_id, 1);
  await bench.deliver(webhook_id, 2);
  await bench.ports.recorder.flush();

  const item = bench.counted.get('webhook|batch.completed');
  expect(Object.fromEntries(item ?? [])).toEqual({
    'webhook_deliveries_total|retrying|n': 1,
    'webhook_deliveries_total|delivered|n': 1,
  });
});
