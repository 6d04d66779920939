import { type Item, type Items, queryPages } from './items.ts';

/** Who judged: means never mix kinds. */
export type JudgeKind = 'model' | 'embedded' | 'none';

/** What history is sorted, filtered and averaged by: one single evaluation, or one batch that has ended. */
export interface HistoryEntry {
  /** Of the evaluation or of the batch. */
  readonly id: string;
  readonly createdAt: string;
  readonly evaluationType: string;
  readonly score: number | null;
  /** Every number of the result by its name. */
  readonly scores: Readonly<Record<string, number>>;
  /** Null where nothing was judged or computed. */
  readonly judgeKind: JudgeKind | null;
}

/** An entry as the index holds it. */
export interface HistoryRow extends HistoryEntry {
  /** Where it stands in its tenant's history: later ones are greater. */
  readonly position: string;
}

/** Rows of one page of the index, newest first. */
export interface HistoryPage {
  readonly rows: readonly HistoryRow[];
  /** The position up to which the index has been read, if the month has more of it. */
  readonly next: string | null;
}

/** From when until when (RFC 3339 in UTC with milliseconds, both included), and the position to go on from (not included). */
export interface HistoryRange {
  readonly from: string;
  readonly until: string;
  readonly before: string | null;
}

/** What a row must be to be read; null asks for nothing. */
export interface HistoryFilter {
  readonly evaluationType: string | null;
  readonly minScore: number | null;
  readonly maxScore: number | null;
  /** Rows that expired before are not there (TTL deletes hours late). */
  readonly nowSeconds: number;
}

/** Reads the history of a tenant. */
export function createHistoryStore(items: Items) {
  return {
    /** The rows of a range, newest first; the index is read page by page as they are asked for. */
    async *pages(tenant: string, range: HistoryRange, filter: HistoryFilter): AsyncGenerator<HistoryPage> {
      const last = lastOf(range);
      for (const month of monthsBetween(range.from, last)) {
        const query = {
          IndexName: 'history',
          ScanIndexForward: false,
          KeyConditionExpression: 'history_pk = :pk AND history_sk BETWEEN :from AND :last',
          ...filtered(filter, { ':pk': partitionOf(tenant, month), ':from': range.from, ':last': last }),
        };
        for await (const page of queryPages(items, query)) {
          const rows = page.items.map(toRow).filter(({ position }) => position !== range.before);
          yield { rows, next: page.next ? String(page.next['history_sk']) : null };
        }
      }
    },
  };
}

/** See {@link createHistoryStore}. */
export type HistoryStore = ReturnType<typeof createHistoryStore>;

/** The attributes by which an item stands in its tenant's history. */
export function historyAttributes(tenant: string, entry: HistoryEntry): Item {
  return {
    history_pk: partitionOf(tenant, entry.createdAt.slice(0, 7)),
    history_sk: `${entry.createdAt}#${entry.id}`,
    evaluation_type: entry.evaluationType,
    // As text: the SDK takes no map with a key such as "constructor", and callers name metrics.
    scores: JSON.stringify(entry.scores),
    ...(entry.score === null ? {} : { score: entry.score }),
    ...(entry.judgeKind === null ? {} : { judge_kind: entry.judgeKind }),
  };
}

function partitionOf(tenant: string, month: string): string {
  return `T#${tenant}#${month.replace('-', '')}`;
}

/** The greatest position that a row of the range can have: `$` comes right after the `#` between time and id. */
function lastOf({ until, before }: HistoryRange): string {
  const end = `${until}$`;
  return before !== null && before < end ? before : end;
}

/** The months (`yyyy-mm`) of a range, latest first. */
function* monthsBetween(from: string, last: string): Generator<string> {
  const first = from.slice(0, 7);
  // A range that ends before it begins is none, and the table refuses it.
  if (last < from) return;
  let [year = 0, month = 0] = last.slice(0, 7).split('-').map(Number);
  for (let name = last.slice(0, 7); name >= first; name = nameOf(year, month)) {
    yield name;
    [year, month] = month === 1 ? [year - 1, 12] : [year, month - 1];
  }
}

function nameOf(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}

// The table refuses a positive number below 1e-130, in a condition too; scores have four decimals.
const leastNumber = 1e-100;

function filtered(filter: HistoryFilter, key: Readonly<Record<string, string>>) {
  const { evaluationType, minScore, maxScore, nowSeconds } = filter;
  const conditions: readonly (readonly [condition: string, name: string, value: unknown])[] = [
    ['#ttl > :ttl', 'ttl', nowSeconds],
    ['#evaluation_type = :evaluation_type', 'evaluation_type', evaluationType],
    ['#score >= :min_score', 'score', minScore && Math.max(minScore, leastNumber)],
    ['#score <= :max_score', 'score', maxScore && Math.max(maxScore, leastNumber)],
  ];
  const asked = conditions.filter(([, , value]) => value !== null);
  const values = asked.map(([condition, , value]) => [condition.slice(condition.indexOf(':')), value]);
  return {
    FilterExpression: asked.map(([condition]) => condition).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(asked.map(([, name]) => [`#${name}`, name])),
    ExpressionAttributeValues: { ...key, ...Object.fromEntries(values) },
  };
}

function toRow(item: Item): HistoryRow {
  const position = String(item['history_sk']);
  const [createdAt = '', id = ''] = position.split('#');
  const { score, judge_kind } = item;
  return {
    position,
    id,
    createdAt,
    evaluationType: String(item['evaluation_type']),
    score: typeof score === 'number' ? score : null,
    scores: JSON.parse(String(item['scores'] ?? '{}')) as Readonly<Record<string, number>>,
    judgeKind: (judge_kind ?? null) as JudgeKind | null,
  };
}
