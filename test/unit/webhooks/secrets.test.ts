import { expect, test } from '@jest/globals';
import type { Webhook } from '../../../src/store/webhooks.ts';
import { makeSecret, rotateSecret, signingSecrets } from '../../../src/webhooks/secrets.ts';

const hours = 3_600_000;
const webhook: Webhook = {
  webhookId: 'wh_1',
  url: 'https://hooks.example.com/',
  events: [],
  secret: 'first',
  secretMadeBy: 'wh_1',
  retired: [],
  status: 'active',
  disabledReason: null,
  changedBy: 'wh_1',
  retryCount: 5,
  timeoutSeconds: 10,
  createdAt: '',
  updatedAt: '',
};
const rotated = (from: Webhook, secret: string, now: number) =>
  rotateSecret(from, { secret, id: secret, now });

test('a secret is whsec_ and the base64 of its bytes', () => {
  expect(makeSecret(new Uint8Array(32).fill(255))).toBe('whsec_//////////////////////////////////////////8=');
});

test('the old secret signs as well for 24 hours, and then no more', () => {
  const second = rotated(webhook, 'second', 0);

  expect(signingSecrets(second, 24 * hours - 1)).toEqual(['second', 'first']);
  expect(signingSecrets(second, 24 * hours)).toEqual(['second']);
});

test('a rotation repeated because its answer was lost ends no secret early', () => {
  const third = rotated(rotated(webhook, 'second', 0), 'third', hours);

  expect(signingSecrets(third, 2 * hours)).toEqual(['third', 'second', 'first']);
  expect(signingSecrets(third, 24 * hours)).toEqual(['third', 'second']);
});

test('no more than four old secrets sign', () => {
  const worn = ['2', '3', '4', '5', '6', '7'].reduce((from, secret) => rotated(from, secret, 0), webhook);

  expect(signingSecrets(worn, 1)).toEqual(['7', '6', '5', '4', '3']);
});
