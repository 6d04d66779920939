import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HistoryBody } from '../../src/history/history.ts';
import type { HistoryPorts } from '../../src/history/ports.ts';
import { readHistory } from '../../src/history/read-history.ts';
import { recalling } from '../../src/platform/recalling.ts';
import { storing } from '../../src/platform/storing.ts';
import {
  createHistoryStore,
  type HistoryPage,
  type HistoryRange,
  type HistoryRow,
} from '../../src/store/history.ts';
import { type Stored, storeResults } from '../support/stored-results.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench.stop());

const read = (tenant: string, body: object, over: Partial<HistoryPorts> = {}) =>
  readHistory({ ...recalling(), ...over }, tenant, HistoryBody.parse(body));
const cursorAt = (position: string | null) => Buffer.from(position ?? '').toString('base64url');

/** So many results of a tenant, newest first. */
function store(tenant: string, count: number): Promise<Stored[]> {
  const now = Date.now();
  return storeResults(
    Array.from({ length: count }, (_, index) => ({
      tenant,
      at: now - index,
      score: 0.5,
      scores: { a: 0.5 },
    })),
  );
}

async function idsThrough(tenant: string, limit: number, over: Partial<HistoryPorts>): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const { items, next } = await read(tenant, { limit, cursor }, over);
    pages.push(items.map(({ evaluation_id }) => evaluation_id ?? ''));
    cursor = next === null ? null : cursorAt(next);
  } while (cursor !== null);
  return pages;
}

describe('a page', () => {
  test('leaves out a result whose document is gone, and goes on after it', async () => {
    const stored = await store('tenant-of-gaps', 9);
    const gone = new Set([stored[2]?.id, stored[3]?.id, stored[8]?.id]);
    const { results } = recalling();
    const get: typeof results.get = async (tenant, id, now) =>
      gone.has(id) ? null : results.get(tenant, id, now);

    const pages = await idsThrough('tenant-of-gaps', 2, { results: { ...results, get } });

    const left = stored.map(({ id }) => id).filter((id) => !gone.has(id));
    expect(pages.flat()).toEqual(left);
    expect(pages[1]).toEqual([]);
  });

  test('ends before 2.5 MB, and the next one begins with what did not fit', async () => {
    const stored = await store('tenant-of-bulk', 12);
    const { results } = recalling();
    const get: typeof results.get = async (...call) => {
      const document = JSON.parse((await results.get(...call)) ?? '');
      document.results.summary_assessment = 'x'.repeat(390_000);
      return JSON.stringify(document);
    };

    const pages = await idsThrough('tenant-of-bulk', 100, { results: { ...results, get } });

    expect(pages.map(({ length }) => length)).toEqual([6, 6]);
    expect(pages.flat()).toEqual(stored.map(({ id }) => id));
  });

  test('is the same however the index is cut into pages', async () => {
    const stored = await store('tenant-of-slices', 23);
    const items = storing.items();
    const sliced = createHistoryStore({ ...items, query: (input) => items.query({ ...input, Limit: 3 }) });

    const pages = await idsThrough('tenant-of-slices', 5, { history: sliced });

    expect(pages.flat()).toEqual(stored.map(({ id }) => id));
    expect((await read('tenant-of-slices', {}, { history: sliced })).total_count).toBe(23);
  });
});

function rowAt(index: number): HistoryRow {
  const createdAt = new Date(Date.UTC(2026, 0, 2) - index).toISOString();
  const id = `evr_${String(index).padStart(26, '0')}`;
  const position = `${createdAt}#${id}`;
  return { id, createdAt, position, evaluationType: 'geval', score: 1, scores: {}, judgeKind: 'model' };
}

/** A history of so many rows, 1,000 to a page of the index; `isEmpty` for an index in which nothing matches. */
function historyOf(count: number, { isEmpty = false } = {}): HistoryPorts['history'] {
  const rows = Array.from({ length: count }, (_, index) => rowAt(index));
  return {
    async *pages(_tenant: string, { before }: HistoryRange): AsyncGenerator<HistoryPage> {
      const left = rows.filter(({ position }) => before === null || position < before);
      for (let start = 0; start < left.length; start += 1_000) {
        const page = left.slice(start, start + 1_000);
        const next = start + 1_000 < left.length ? (page.at(-1)?.position ?? null) : null;
        yield { rows: isEmpty ? [] : page, next };
      }
    },
  };
}

/** Documents of any id. */
function endless(stored: Stored): Partial<HistoryPorts> {
  const { results } = recalling();
  return { results: { ...results, get: (tenant, _id, now) => results.get(tenant, stored.id, now) } };
}

describe('counting', () => {
  test('goes back no further than results are kept, whatever was asked', async () => {
    const tenant = 'tenant-of-days';
    const now = Date.now();
    const stored = await storeResults([1, 3].map((days) => ({ tenant, at: now - days * 86_400_000 })));

    const found = await read(tenant, { start_date: '2000-01-01' }, { retentionDays: 2 });

    expect(found.items.map(({ evaluation_id }) => evaluation_id)).toEqual([stored[0]?.id]);
  });

  test.each([
    [10_000, false],
    [10_001, true],
  ])('%i matches covers 10,000 of them, and says whether there are more', async (count, truncated) => {
    const found = await read('tenant-of-many', {}, { history: historyOf(count) });

    expect(found).toMatchObject({ total_count: 10_000, truncated });
    expect(found.aggregations.by_type).toMatchObject({ geval: { count: 10_000, scored: 10_000 } });
  });

  test('ends there, and paging goes on', async () => {
    const [stored] = await store('tenant-of-many', 1);
    if (!stored) throw new Error('nothing stored');
    const history = historyOf(10_250);
    const pageAfter = (position: string | null) =>
      read('tenant-of-many', { limit: 100, cursor: cursorAt(position) }, { ...endless(stored), history });

    const across = await pageAfter(rowAt(9_949).position);
    const beyond = await pageAfter(across.next);

    expect(across.items.map(({ evaluation_id }) => Number(evaluation_id?.slice(4)))).toEqual(
      Array.from({ length: 50 }, (_, index) => 9_950 + index),
    );
    expect(beyond.items.map(({ evaluation_id }) => Number(evaluation_id?.slice(4)))).toEqual(
      Array.from({ length: 100 }, (_, index) => 10_000 + index),
    );
  });

  test('gives up on rare matches after 50 pages of the index, and says where to go on', async () => {
    const found = await read('tenant-of-many', {}, { history: historyOf(51_000, { isEmpty: true }) });

    expect(found).toMatchObject({ total_count: 0, truncated: true, items: [] });
    expect(found.next).toContain(`#evr_${String(49_999).padStart(26, '0')}`);
  });
});
