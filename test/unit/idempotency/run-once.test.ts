import { beforeEach, describe, expect, test } from '@jest/globals';
import { type ErrorCode, ServiceError } from '../../../src/errors.ts';
import type { OncePorts } from '../../../src/idempotency/claim-key.ts';
import { runOnce } from '../../../src/idempotency/run-once.ts';
import { createFakeKeys, type FakeKeys } from './fake-keys.ts';

const hour = 3_600_000;
const scope = { tenant: 'a', method: 'POST', path: '/v1/evaluations/geval', key: 'k' };
let keys: FakeKeys;
let now: number;
let ports: OncePorts;
let ran: string[];
let stored: Set<string>;

beforeEach(() => {
  keys = createFakeKeys();
  now = 1_800_000_000_000;
  ran = [];
  stored = new Set();
  let made = 0;
  const next = (kind: string) => () => {
    made += 1;
    return `${kind}-${made}`;
  };
  ports = { keys, now: () => now, nonce: next('owner'), newUlid: next('ulid') };
});

interface Given {
  readonly body?: string;
  readonly over?: Partial<OncePorts>;
  readonly run?: (ulid: string) => Promise<string>;
  readonly isStored?: boolean;
}

function send({ body = 'body', over = {}, isStored = true, run = async (ulid) => ulid }: Given = {}) {
  const request = { scope, fingerprint: body, remainingMillis: 28_000 };
  return runOnce({ ...ports, ...over }, request, {
    async run(ulid) {
      ran.push(ulid);
      const value = await run(ulid);
      if (isStored) stored.add(ulid);
      return value;
    },
    recall: async (ulid) => (stored.has(ulid) ? ulid : null),
    isStored: () => isStored,
  });
}

const failWith = (code: ErrorCode) => () => Promise.reject(new ServiceError(code, `it is ${code}`));

/** A run that has begun and does not end. */
async function hang(): Promise<void> {
  const begun = Promise.withResolvers<void>();
  const run = () => {
    begun.resolve();
    return new Promise<never>(() => {});
  };
  void send({ run });
  await begun.promise;
}

describe('a request with a key', () => {
  test('runs once and is answered from what it stored', async () => {
    expect(await send()).toEqual({ value: ran[0], isReplay: false });
    expect(await send()).toEqual({ value: ran[0], isReplay: true });
    expect(ran).toHaveLength(1);
    expect([...keys.records.values()].map(({ kept }) => kept)).toEqual(['{"kind":"stored"}']);
  });

  test('is answered from the key where nothing was stored', async () => {
    const { value } = await send({ isStored: false });

    expect(await send({ isStored: false })).toEqual({ value, isReplay: true });
  });

  test('is answered for 72 hours', async () => {
    const { value } = await send();
    now += 72 * hour - 1;
    expect(await send()).toEqual({ value, isReplay: true });
    now += 1;
    expect((await send()).isReplay).toBe(false);
    expect(new Set(ran).size).toBe(2);
  });

  test('is refused with another body, while it runs and afterwards', async () => {
    await hang();
    await expect(send({ body: 'other' })).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    now += 29_000;
    await send();
    await expect(send({ body: 'other' })).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  test('is a conflict for ever once what it stored is gone', async () => {
    await send();
    stored.clear();

    await expect(send()).rejects.toMatchObject({ code: 'conflict', retryAfter: undefined });
    expect(ran).toHaveLength(1);
  });
});

describe('a run that has not ended', () => {
  test.each([
    [0, 1],
    [500, 1],
    [4_000, 4],
    [14_250, 14.25],
    [20_000, 8.5],
    [28_499, 0.001],
  ])('after %d ms makes others wait %d s', async (elapsed, retryAfter) => {
    await hang();
    now += elapsed;

    await expect(send()).rejects.toMatchObject({ code: 'conflict', retryAfter });
  });

  test('is repeated under its own ULID after the end of its invocation, not before', async () => {
    await hang();
    now += 28_499;
    await expect(send()).rejects.toMatchObject({ code: 'conflict' });
    now += 1;

    expect(await send()).toEqual({ value: ran[0], isReplay: false });
    expect(ran).toEqual([ran[0], ran[0]]);
  });

  test('is not repeated if it had stored its answer', async () => {
    await hang();
    stored.add(ran[0] ?? '');
    now += 28_500;

    expect(await send()).toEqual({ value: ran[0], isReplay: true });
    expect(ran).toHaveLength(1);
  });

  test('changes nothing any more once another has answered', async () => {
    const gate = Promise.withResolvers<string>();
    const frozen = send({ run: () => gate.promise, isStored: false });
    now += 28_500;
    const second = await send({ run: async () => 'second', isStored: false });
    gate.resolve('first');
    await frozen;

    expect((await send({ isStored: false })).value).toBe(second.value);
  });
});

describe('a run that fails', () => {
  test.each([
    'rate_limited',
    'internal_error',
    'judge_unavailable',
    'deadline_exceeded',
    'not_found',
  ] as const)(
    'with %s frees its key, for the same body under the same ULID, for another under a new one',
    async (code) => {
      await expect(send({ run: failWith(code) })).rejects.toMatchObject({ code });
      await expect(send({ run: failWith(code) })).rejects.toMatchObject({ code });
      expect((await send({ body: 'other' })).isReplay).toBe(false);

      expect(ran[1]).toBe(ran[0]);
      expect(ran[2]).not.toBe(ran[0]);
    },
  );

  test.each(['invalid_request', 'input_exceeds_context'] as const)(
    'with %s is refused again',
    async (code) => {
      await expect(send({ run: failWith(code) })).rejects.toMatchObject({ code, headers: {} });
      await expect(send()).rejects.toMatchObject({
        code,
        message: `it is ${code}`,
        headers: { 'X-Idempotent-Replay': 'true' },
      });
      expect(ran).toHaveLength(1);
    },
  );

  test('although it stored something is answered with that', async () => {
    const stumble = async (ulid: string) => {
      stored.add(ulid);
      throw new ServiceError('storage_unavailable', 'after the fact');
    };
    await expect(send({ run: stumble })).rejects.toMatchObject({ code: 'storage_unavailable' });

    expect(await send()).toEqual({ value: ran[0], isReplay: true });
  });
});

describe('a table that does not answer', () => {
  const down = () => Promise.reject(new ServiceError('storage_unavailable', 'the table did not answer'));

  test('keeps a request with a key from running', async () => {
    await expect(send({ over: { keys: { ...keys, claim: down } } })).rejects.toMatchObject({
      code: 'storage_unavailable',
    });
    expect(ran).toHaveLength(0);
  });

  test('when the answer is there takes nothing from it, and the next run finds it', async () => {
    expect(await send({ over: { keys: { ...keys, keep: down } } })).toMatchObject({ isReplay: false });
    await expect(send()).rejects.toMatchObject({ code: 'conflict' });
    now += 28_500;
    expect(await send()).toEqual({ value: ran[0], isReplay: true });
  });

  test('but took the claim all the same lets the request run', async () => {
    const claim: FakeKeys['claim'] = async (...given) => {
      await keys.claim(...given);
      return false;
    };

    expect(await send({ over: { keys: { ...keys, claim } } })).toMatchObject({ isReplay: false });
    expect(ran).toHaveLength(1);
  });
});
