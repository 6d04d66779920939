import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { crashEverywhere, faultsOf } from '../../bench/idempotency/crashes.ts';
import { sendAtOnce } from '../../bench/idempotency/parallel.ts';
import { kinds, wantedOf } from '../../bench/idempotency/requests.ts';
import { runSchedule } from '../../bench/idempotency/schedules.ts';
import { startServer } from '../../bench/idempotency/server.ts';
import { measureSurcharge } from '../../bench/idempotency/surcharge.ts';
import { createWorld, type World } from '../../bench/idempotency/world.ts';
import { ServiceError } from '../../src/errors.ts';
import { createRandom } from '../../src/statistics/random.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const judged = kinds.filter((kind) => kind === 'evaluation' || kind === 'unsaved');
let world: World;

beforeAll(async () => {
  world = await createWorld({ judgeMillis: 5 });
});
afterAll(() => world.stop());

describe('a request with a key', () => {
  test.each(kinds)('(%s) whose process stops anywhere leads to what it should, once', async (kind) => {
    const outcomes = await crashEverywhere(world, kind);

    expect(outcomes.length).toBeGreaterThan(3);
    expect(outcomes.flatMap((outcome) => faultsOf(kind, outcome))).toEqual([]);
  });

  test.each([false, true].flatMap((isAfterCrash) => judged.map((kind) => ({ kind, isAfterCrash }))))(
    'sent 50 times at once is judged once: $kind, after a crash: $isAfterCrash',
    async (crowd) => {
      const tenant = JSON.stringify(crowd);
      const outcome = await sendAtOnce(world, { ...crowd, tenant, times: 50 });

      expect(outcome).toMatchObject({ first: 1, answers: 1, judged: 1, stored: wantedOf(crowd.kind) });
      expect(outcome.first + outcome.replayed + outcome.waiting).toBe(50);
    },
  );

  test(`is one in any schedule of crashes, freezes and failures (SEED=${seed})`, async () => {
    const random = createRandom(seed);
    const faults: string[] = [];
    for (let round = 0; round < 40; round += 1) {
      faults.push(...(await runSchedule(world, { random, tenant: `schedule-${round}` })));
    }

    expect(faults).toEqual([]);
  });

  test('is another one of another tenant', async () => {
    const post = (tenant: string, words: string) =>
      startServer(world, null).post({ kind: 'evaluation', tenant, key: 'shared', words });
    const own = await post('tenant-a', 'The bridge of tenant A opened in 1932.');
    const foreign = await post('tenant-b', 'The bridge of tenant B opened in 1932.');

    expect([own.status, foreign.status, foreign.isReplay]).toEqual([200, 200, false]);
    expect(JSON.parse(foreign.text).metadata.evaluation_id).not.toBe(
      JSON.parse(own.text).metadata.evaluation_id,
    );
  });

  test('is not judged while the table is down', async () => {
    const down = () => Promise.reject(new ServiceError('storage_unavailable', 'the table did not answer'));
    const items = { ...world.items, get: down, put: down, update: down, query: down };
    const before = world.judged();
    const server = startServer({ ...world, items }, null);

    expect(await server.post({ kind: 'evaluation', tenant: 'down', key: 'k' })).toMatchObject({
      status: 503,
    });
    expect(world.judged()).toBe(before);
  });

  test('takes two writes more than one without', async () => {
    expect(await measureSurcharge(world)).toMatchObject({ writes: 2, reads: 0 });
  });

  test('leaves no trace of its key or of its texts with the key', async () => {
    const written: unknown[] = [];
    const items: World['items'] = {
      ...world.items,
      update: (key, input) => {
        if (key.pk.startsWith('IDEMPOTENCY#')) written.push(key, input);
        return world.items.update(key, input);
      },
    };
    const words = 'An eight-lane bridge that nobody else mentions.';
    await startServer({ ...world, items }, null).post({
      kind: 'evaluation',
      tenant: 'discreet',
      key: 'customer-4711',
      words,
    });

    expect(written).toHaveLength(4);
    expect(JSON.stringify(written)).not.toMatch(/4711|nobody else/);
  });
});
