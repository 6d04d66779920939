import type { HistoryPage, HistoryRow } from '../store/history.ts';

// A page of the index is 1 MB: this bounds what a search for rare matches reads.
const mostPages = 50;

/** Rows, newest first, and the position at which reading ended before the end; null if it did not. */
export interface Matches {
  readonly rows: readonly HistoryRow[];
  readonly stoppedAt: string | null;
}

/** The first rows of these pages, `most` of them at most. */
export async function readMatches(pages: AsyncIterable<HistoryPage>, most: number): Promise<Matches> {
  const rows: HistoryRow[] = [];
  let read = 0;
  for await (const page of pages) {
    rows.push(...page.rows);
    if (rows.length > most) return { rows: rows.slice(0, most), stoppedAt: rows[most - 1]?.position ?? null };
    read += 1;
    if (page.next !== null && read >= mostPages) return { rows, stoppedAt: page.next };
  }
  return { rows, stoppedAt: null };
}

/** The part of matches that a page shows; where it ends before the matches do, `stoppedAt` is its last row. */
export function cutPage(matches: Matches, page: PageCut): Matches {
  const { cursor, offset, limit } = page;
  const after = matches.rows.filter(({ position }) => cursor === null || position < cursor).slice(offset);
  if (after.length <= limit) return { rows: after, stoppedAt: matches.stoppedAt };
  const rows = after.slice(0, limit);
  return { rows, stoppedAt: rows.at(-1)?.position ?? null };
}

/** After which position a page begins (null: with the newest), how many it skips and how many it shows. */
export interface PageCut {
  readonly cursor: string | null;
  readonly offset: number;
  readonly limit: number;
}
