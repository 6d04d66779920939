import { expect, test } from '@jest/globals';
import type { Webhook, WebhookStore } from '../../../src/store/webhooks.ts';
import { createListeners } from '../../../src/webhooks/listeners.ts';

function storeOf(...statuses: readonly Webhook['status'][]): WebhookStore & { reads: boolean[] } {
  const reads: boolean[] = [];
  return {
    reads,
    read: async (_tenant, { consistent }) => {
      reads.push(consistent);
      return { webhooks: statuses.map((status) => ({ status }) as Webhook), revision: 1 };
    },
    replace: async () => true,
  };
}

test('webhooks are remembered for five seconds, and many who ask at once share one answer', async () => {
  const store = storeOf('active');
  let now = 0;
  const listeners = createListeners(store, () => now);

  await Promise.all([listeners.of('a', 'lately'), listeners.of('a', 'lately')]);
  now = 4_999;
  await listeners.of('a', 'lately');
  expect(store.reads).toEqual([false]);
  now = 5_000;
  await listeners.of('a', 'lately');
  expect(store.reads).toEqual([false, false]);
});

test('who asks for now has the table asked, and the others learn from that', async () => {
  const store = storeOf('active');
  const listeners = createListeners(store, () => 0);

  await listeners.of('a', 'lately');
  await listeners.of('a', 'now');
  await listeners.of('a', 'lately');

  expect(store.reads).toEqual([false, true]);
});

test('one tenant never learns of the webhooks of another', async () => {
  const store = storeOf('active');
  const listeners = createListeners(store, () => 0);

  await listeners.of('a', 'lately');
  await listeners.of('b', 'lately');

  expect(store.reads).toHaveLength(2);
});

test('a disabled webhook does not listen', async () => {
  const listeners = createListeners(storeOf('disabled', 'active'), () => 0);

  expect(await listeners.of('a', 'lately')).toEqual([{ status: 'active' }]);
});

test('a failure is not remembered', async () => {
  const store = storeOf('active');
  let fails = true;
  const read: WebhookStore['read'] = (tenant, options) =>
    fails ? Promise.reject(new Error('no table')) : store.read(tenant, options);
  const listeners = createListeners({ ...store, read }, () => 0);

  await expect(listeners.of('a', 'lately')).rejects.toThrow('no table');
  fails = false;
  expect(await listeners.of('a', 'lately')).toHaveLength(1);
});
