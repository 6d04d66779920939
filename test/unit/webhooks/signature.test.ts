import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { Webhook as Verifier } from 'standardwebhooks';
import { makeSecret } from '../../../src/webhooks/secrets.ts';
import { signatureHeaders } from '../../../src/webhooks/signature.ts';
import { signatureVectors } from '../../support/webhook-vectors.ts';

const [one, other] = [makeSecret(new Uint8Array(32).fill(1)), makeSecret(new Uint8Array(32).fill(2))];
const message = {
  id: 'msg_batch_1_completed',
  event: 'batch.completed',
  body: '{"event":"batch.completed"}',
};
const secondsAgo = (seconds: number) => Date.now() - seconds * 1_000;

test.each(signatureVectors)('$id is signed byte by byte as the vector has it', (vector) => {
  const { secret, id, body, timestamp } = vector;

  const headers = signatureHeaders({ id, event: 'batch.completed', body }, [secret], timestamp * 1_000);

  expect(headers).toMatchObject({
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': vector.signature,
  });
});

test('the header of the older kind is keyed by the secret as it was shown', () => {
  const { 'X-Webhook-Signature': header } = signatureHeaders(message, [one], 0);

  expect(header).toBe(`sha256=${createHmac('sha256', one).update(message.body).digest('hex')}`);
});

test('names the event and the delivery for older clients', () => {
  expect(signatureHeaders(message, [one], 0)).toMatchObject({
    'X-Webhook-Event': 'batch.completed',
    'X-Webhook-Delivery': message.id,
  });
});

describe('while a secret is being replaced', () => {
  const headers = signatureHeaders(message, [other, one], Date.now());

  test('both secrets verify the message', () => {
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const secret of [one, other]) {
      expect(new Verifier(secret).verify(message.body, headers)).toEqual({ event: 'batch.completed' });
    }
  });

  test('a third one does not', () => {
    const third = new Verifier(makeSecret(new Uint8Array(32).fill(3)));

    expect(() => third.verify(message.body, headers)).toThrow('No matching signature');
  });

  test('the header of the older kind stays with the old one, which its receiver knows', () => {
    expect(headers['X-Webhook-Signature']).toBe(signatureHeaders(message, [one], 0)['X-Webhook-Signature']);
  });
});

describe('a verifier', () => {
  const verifier = new Verifier(one);

  test.each([secondsAgo(290), secondsAgo(-290)])('takes a message within five minutes (%d)', (at) => {
    expect(verifier.verify(message.body, signatureHeaders(message, [one], at))).toBeTruthy();
  });

  test('refuses a message that is played again later', () => {
    const headers = signatureHeaders(message, [one], secondsAgo(310));

    expect(() => verifier.verify(message.body, headers)).toThrow('too old');
  });

  test('refuses a message from the future', () => {
    const headers = signatureHeaders(message, [one], secondsAgo(-310));

    expect(() => verifier.verify(message.body, headers)).toThrow('too new');
  });

  test('refuses another body, another id and another time', () => {
    const headers = signatureHeaders(message, [one], secondsAgo(1));
    const changed = [
      ['{"event":"batch.failed"}', headers],
      [message.body, { ...headers, 'webhook-id': 'msg_2' }],
      [message.body, { ...headers, 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) + 60) }],
    ] as const;

    for (const [body, others] of changed) {
      expect(() => verifier.verify(body, others)).toThrow('No matching signature');
    }
  });
});
