import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { evaluationTypes } from '../../src/evaluators/index.ts';
import { createRandom, pickIndex } from '../../src/statistics/random.ts';
import { type Answer, postAs } from '../support/caller.ts';
import { type GivenResult, type Stored, storeResults } from '../support/stored-results.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

const count = 1_000;
const dayMillis = 86_400_000;
let bench: Workbench;
let all: readonly Stored[];

beforeAll(async () => {
  bench = await startWorkbench();
  all = await storeResults(mixture(Date.now()));
}, 120_000);
afterAll(() => bench.stop());

/** Results of two tenants over 80 days, newest first: of every type, with and without a score, some expired, some of the same moment. */
function mixture(now: number): GivenResult[] {
  const random = createRandom(20_260_101);
  return Array.from({ length: count }, (_, index) => {
    const isScored = random() < 0.85;
    const score = pickIndex(101, random) / 100;
    return {
      tenant: random() < 0.2 ? 'tenant-b' : 'tenant-a',
      type: evaluationTypes[pickIndex(evaluationTypes.length, random)] ?? 'geval',
      at: now - Math.floor(index / 2) * ((2 * 80 * dayMillis) / count) - 1_000,
      score: isScored ? score : null,
      scores: isScored ? { coherence: score } : {},
      kind: random() < 0.25 ? 'embedded' : 'model',
      isExpired: random() < 0.1,
    };
  });
}

function own(tenant: string, isMatch: (stored: Stored) => boolean = () => true): Stored[] {
  return all
    .filter((stored) => stored.tenant === tenant && !stored.isExpired && isMatch(stored))
    .sort((one, other) => (placeOf(one) < placeOf(other) ? 1 : -1));
}

const placeOf = ({ at, id }: Stored) => `${new Date(at).toISOString()}#${id}`;
const idsOf = (stored: readonly Stored[]) => stored.map(({ id }) => id);
const shown = ({ body }: Answer): string[] =>
  body.items.map(({ evaluation_id }: { evaluation_id: string }) => evaluation_id);
const search = (body: object, tenant = 'tenant-a') => postAs(tenant, 'history', body);

/** The ids of every page, each page asked for with the cursor of the one before. */
async function pageThrough(tenant: string, body: object, between = async () => {}): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Answer = await search({ ...body, cursor }, tenant);
    ids.push(...shown(page));
    cursor = page.body.next_cursor;
    await between();
  } while (cursor !== null);
  return ids;
}

describe('the history of 1,000 stored results', () => {
  test('shows the newest 20 with their documents, and counts all that have not expired', async () => {
    const reply = await search({});

    const expected = own('tenant-a');
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ total_count: expected.length, truncated: false });
    expect(shown(reply)).toEqual(idsOf(expected.slice(0, 20)));
    expect(reply.body.items[1]).toMatchObject({
      batch_id: null,
      score: expected[1]?.score,
      created_at: new Date(expected[1]?.at ?? 0).toISOString(),
      results: { average_score: expected[1]?.score, evaluation_time: 1, metadata: { judge: { model: 'm' } } },
    });
  });

  test.each(evaluationTypes)('of the type %s are those and no others', async (type) => {
    const reply = await search({ evaluation_type: type, limit: 100 });

    const expected = own('tenant-a', (stored) => stored.type === type);
    expect(reply.body.total_count).toBe(expected.length);
    expect(shown(reply)).toEqual(idsOf(expected.slice(0, 100)));
    expect(reply.body.aggregations.by_type[type].count).toBe(expected.length);
  });

  test('between two moments, both included, are those and no others', async () => {
    const [last, first] = [own('tenant-a')[100], own('tenant-a')[300]];
    const [from, until] = [first?.at ?? 0, last?.at ?? 0];

    const ids = await pageThrough('tenant-a', {
      start_date: new Date(from).toISOString(),
      end_date: new Date(until).toISOString().replace('Z', ''),
      limit: 100,
    });

    expect(ids).toEqual(idsOf(own('tenant-a', ({ at }) => at >= from && at <= until)));
  });

  test('a date stands for its whole day', async () => {
    const day = new Date(Date.now() - 40 * dayMillis).toISOString().slice(0, 10);

    const reply = await search({ start_date: day, end_date: day, limit: 100 });

    const expected = own('tenant-a', ({ at }) => new Date(at).toISOString().startsWith(day));
    expect(expected.length).toBeGreaterThan(3);
    expect(shown(reply)).toEqual(idsOf(expected));
  });

  test('from a date before everything on, and up to one after it, is everything', async () => {
    const reply = await search({ start_date: '0001-01-01', end_date: '9999-12-31T23:59:59+00:00' });

    expect(reply.body.total_count).toBe(own('tenant-a').length);
  });

  test.each([
    ['in the future', { start_date: '9000-01-01' }],
    ['long gone', { end_date: '1999-12-31' }],
  ])('a range %s is empty', async (_when, range) => {
    const reply = await search(range);

    expect(reply.body).toEqual({
      total_count: 0,
      truncated: false,
      items: [],
      average_scores: null,
      trends: null,
      next_cursor: null,
      aggregations: { by_type: {} },
      warnings: [],
    });
  });

  test.each([
    [{ min_score: 0.5 }, (score: number) => score >= 0.5],
    [{ max_score: 0.25 }, (score: number) => score <= 0.25],
    [{ min_score: 0, max_score: 1 }, () => true],
    [{ min_score: Number.MIN_VALUE }, (score: number) => score > 0],
    [{ max_score: Number.MIN_VALUE }, (score: number) => score === 0],
  ])('with %j leave out those without a score', async (bounds, isMatch) => {
    const ids = await pageThrough('tenant-a', { ...bounds, limit: 100 });

    expect(ids).toEqual(idsOf(own('tenant-a', ({ score }) => score !== null && isMatch(score))));
  });

  test.each([7, 100])('page by %i through all of them without gaps or repeats', async (limit) => {
    const range = { start_date: new Date(Date.now() - 20 * dayMillis).toISOString() };

    const ids = await pageThrough('tenant-a', { ...(limit === 7 ? range : {}), limit });

    const from = limit === 7 ? Date.parse(range.start_date) : 0;
    expect(ids).toEqual(idsOf(own('tenant-a', ({ at }) => at >= from)));
  });

  test('page without gaps or repeats while new results arrive', async () => {
    const tenant = 'tenant-of-arrivals';
    const before = await storeResults(
      Array.from({ length: 25 }, (_, at) => ({ tenant, at: Date.now() - at })),
    );
    const arrive = async () => void (await storeResults([{ tenant, at: Date.now() + 1_000 }]));

    const ids = await pageThrough(tenant, { limit: 4 }, arrive);

    expect([...ids].sort()).toEqual(idsOf(before).sort());
    expect((await search({}, tenant)).body.total_count).toBeGreaterThan(before.length);
  });

  test('skip by offset', async () => {
    const reply = await search({ offset: 15, limit: 10 });
    const next = await search({ cursor: reply.body.next_cursor, limit: 5 });

    expect(shown(reply)).toEqual(idsOf(own('tenant-a').slice(15, 25)));
    expect(shown(next)).toEqual(idsOf(own('tenant-a').slice(25, 30)));
  });

  test('are one tenant’s, even with the cursor of another', async () => {
    const other = await search({ limit: 10 }, 'tenant-b');

    const reply = await search({ cursor: other.body.next_cursor, limit: 100 });

    const last = own('tenant-b')[9];
    const after = own('tenant-a', (stored) => last !== undefined && placeOf(stored) < placeOf(last));
    expect(shown(other)).toEqual(idsOf(own('tenant-b').slice(0, 10)));
    expect(shown(reply)).toEqual(idsOf(after.slice(0, 100)));
    expect((await search({}, 'nobody')).body).toMatchObject({ total_count: 0, items: [] });
  });

  test('are averaged over what models judged, and say what was left out', async () => {
    const [type] = evaluationTypes;
    const reply = await search({ evaluation_type: type });

    const scored = own('tenant-a', (stored) => stored.type === type && stored.score !== null);
    const judged = scored.filter(({ kind }) => kind === 'model').map(({ score }) => score ?? Number.NaN);
    const mean = judged.reduce((sum, score) => sum + score, 0) / judged.length;
    const summary = reply.body.aggregations.by_type[type];
    expect(summary).toMatchObject({ scored: judged.length, judge_kind: 'model' });
    expect(summary.average_score).toBeCloseTo(mean, 4);
    expect(reply.body.average_scores.coherence).toBeCloseTo(mean, 4);
    expect(reply.body.trends).toMatchObject({ overall_average: summary.average_score });
    expect(reply.body.warnings).toEqual([
      `averages of ${type} leave out results of another kind of judge: ${scored.length - judged.length}`,
    ]);
  });
});

describe('a search that cannot be meant', () => {
  const forged = (text: string) => Buffer.from(text).toString('base64url');
  test.each([
    [{ cursor: forged('2026-11-23T10:00:00.000Z#evr_01KB0000000000000000000000'), offset: 0 }, 'offset'],
    [{ cursor: forged('2026-13-23T10:00:00.000Z#evr_01KB0000000000000000000000') }, 'cursor'],
    [{ cursor: forged('T#tenant-b#202611') }, 'cursor'],
    [{ cursor: '%' }, 'cursor'],
    [{ start_date: '2026-11-02', end_date: '2026-11-01' }, 'start_date'],
    [{ start_date: '2026-02-30' }, 'start_date'],
    [{ end_date: 'yesterday' }, 'end_date'],
    [{ min_score: 0.6, max_score: 0.5 }, 'min_score'],
    [{ max_score: 1.1 }, 'max_score'],
    [{ limit: 101 }, 'limit'],
    [{ offset: 1_001 }, 'offset'],
    [{ evaluation_type: 'astrology' }, 'evaluation_type'],
  ])('%j is refused by its field', async (body, field) => {
    const reply = await search(body);

    expect(reply.status).toBe(422);
    expect(reply.body.detail).toMatch(new RegExp(`^${field} `));
    expect(reply.body.errors[0].loc).toEqual(['body', field]);
  });

  test('an unknown field is named in a warning', async () => {
    const reply = await search({ limits: 5 }, 'nobody');

    expect(reply.body.warnings).toEqual(['unknown field "limits" was ignored; did you mean "limit"?']);
  });
});
