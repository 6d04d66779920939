import type { HistoryFilter, HistoryRange } from '../store/history.ts';
import type { HistoryBody, HistoryItem, HistorySummary } from './history.ts';
import { cutPage, type Matches, type PageCut, readMatches } from './matches.ts';
import { readPageItems } from './page-items.ts';
import type { HistoryPorts } from './ports.ts';
import { summarise } from './summary.ts';

const mostCounted = 10_000;
// A result may carry the time of a clock that is ahead of ours.
const clockSkewMillis = 60_000;

/** A page of history; `next` is the position to go on from. */
export interface History extends HistorySummary {
  readonly truncated: boolean;
  readonly items: readonly HistoryItem[];
  readonly next: string | null;
}

/** Searches a tenant's history: one page, with what the newest 10,000 matches come to. */
export async function readHistory(ports: HistoryPorts, tenant: string, body: HistoryBody): Promise<History> {
  const { cursor = null, offset, limit } = body;
  const cut = { cursor, offset: offset ?? 0, limit };
  const now = ports.now();
  const search = (before: string | null, most: number) => {
    const range = { ...rangeOf(body, now, ports.retentionDays), before };
    return readMatches(ports.history.pages(tenant, range, filterOf(body, now)), most);
  };
  const counted = await search(null, mostCounted);
  const page = isBeyond(counted, cut) ? await search(cursor, limit) : cutPage(counted, cut);
  const { items, endedAt } = await readPageItems(ports, tenant, page.rows);
  return {
    ...summarise(counted.rows),
    truncated: counted.stoppedAt !== null,
    items,
    next: endedAt ?? page.stoppedAt,
  };
}

/** Whether a page begins where counting ended, or after. */
function isBeyond({ stoppedAt }: Matches, { cursor }: PageCut): boolean {
  return stoppedAt !== null && cursor !== null && cursor <= stoppedAt;
}

function rangeOf(body: HistoryBody, now: number, retentionDays: number): Omit<HistoryRange, 'before'> {
  const oldest = now - retentionDays * 86_400_000;
  const newest = now + clockSkewMillis;
  const from = Math.min(Math.max(body.start_date ?? oldest, oldest), newest + 1);
  const until = Math.max(Math.min(body.end_date ?? newest, newest), oldest - 1);
  return { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
}

function filterOf(body: HistoryBody, now: number): HistoryFilter {
  return {
    evaluationType: body.evaluation_type ?? null,
    minScore: body.min_score ?? null,
    maxScore: body.max_score ?? null,
    nowSeconds: now / 1_000,
  };
}
