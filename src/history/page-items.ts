import { maxPageBytes } from '../batches/page-size.ts';
import { isReadable, viewBatch } from '../batches/read-batch.ts';
import { readResult } from '../evaluation/read-result.ts';
import type { HistoryRow } from '../store/history.ts';
import type { HistoryItem } from './history.ts';
import type { HistoryPorts } from './ports.ts';

// A document may have 400 KB: no more of them are read ahead than the page can show.
const readTogether = 20;

/** The items of a page; `endedAt` is the position of the last row it got to, if there were too many bytes for all. */
export interface PageItems {
  readonly items: readonly HistoryItem[];
  readonly endedAt: string | null;
}

/** Reads what the rows of a page stand for. A row whose document is gone since is left out. */
export async function readPageItems(
  ports: HistoryPorts,
  tenant: string,
  rows: readonly HistoryRow[],
): Promise<PageItems> {
  const items: HistoryItem[] = [];
  let bytes = 0;
  let endedAt: string | null = null;
  for await (const [row, item] of readInTurn(ports, tenant, rows)) {
    bytes += item ? Buffer.byteLength(JSON.stringify(item)) : 0;
    if (bytes > maxPageBytes && items.length > 0) return { items, endedAt };
    if (item) items.push(item);
    endedAt = row.position;
  }
  return { items, endedAt: null };
}

async function* readInTurn(ports: HistoryPorts, tenant: string, rows: readonly HistoryRow[]) {
  for (let start = 0; start < rows.length; start += readTogether) {
    const together = rows.slice(start, start + readTogether);
    yield* await Promise.all(together.map(async (row) => [row, await readItem(ports, tenant, row)] as const));
  }
}

async function readItem(ports: HistoryPorts, tenant: string, row: HistoryRow): Promise<HistoryItem | null> {
  const isBatch = row.id.startsWith('batch_');
  const results = await (isBatch ? batchResults : singleResults)(ports, tenant, row.id);
  return (
    results && {
      evaluation_id: isBatch ? null : row.id,
      batch_id: isBatch ? row.id : null,
      evaluation_type: row.evaluationType,
      created_at: row.createdAt,
      score: row.score,
      results,
    }
  );
}

type Read = (ports: HistoryPorts, tenant: string, id: string) => Promise<HistoryItem['results'] | null>;

const singleResults: Read = async (ports, tenant, id) => {
  const evaluation = await readResult(ports, tenant, id);
  if (evaluation?.status !== 'completed') return null;
  const { results, evaluation_time, metadata } = evaluation;
  return { ...results, evaluation_time, metadata };
};

const batchResults: Read = async (ports, tenant, id) => {
  const batch = await ports.batches.read(id);
  if (!batch || !isReadable(ports, tenant, batch)) return null;
  const { batch_id, evaluation_type, created_at, ...results } = await viewBatch(ports, batch);
  return results;
};
