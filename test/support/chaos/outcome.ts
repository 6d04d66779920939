import type { BatchItem } from '../../../src/batches/batch.ts';
import { BatchSummary } from '../../../src/batches/batch.ts';
import { readItems } from '../../../src/batches/read-items.ts';
import { batching } from '../../../src/platform/batching.ts';
import type { BatchRecord } from '../../../src/store/batch-record.ts';
import { readRecord } from './run-batch.ts';
import { scoreOf } from './subject.ts';

/** What came of a batch of numbered items. */
export interface BatchOutcome {
  readonly status: string;
  /** Items without any outcome. */
  readonly lost: number;
  /** Outcomes beyond one per item, in the results or in the counts. */
  readonly doubleCounted: number;
  readonly scored: number;
  readonly failedByCode: Readonly<Record<string, number>>;
  /** Scores that the judge did not give, the zeros among them. */
  readonly falseScores: number;
  readonly results: readonly BatchItem[];
}

/** Reads everything that a tenant could read of a batch. */
export async function readOutcome(batchId: string): Promise<BatchOutcome> {
  const batch = await readRecord(batchId);
  const results = await readResults(batch);
  const total = batch.totalItems ?? 0;
  const indexes = new Set(results.map(({ index }) => index));
  const summary = BatchSummary.parse(JSON.parse(batch.summary ?? 'null'));
  const counted = summary.successful + summary.failed + summary.cancelled;
  const scored = results.filter((item) => item.status === 'completed');
  const failed = results.filter((item) => item.status === 'failed');
  const codes = Map.groupBy(failed, ({ error }) => error.code);
  return {
    status: batch.status,
    lost: total - indexes.size,
    doubleCounted: results.length - indexes.size + Math.abs(counted - total),
    scored: scored.length,
    failedByCode: Object.fromEntries([...codes].map(([code, items]) => [code, items.length])),
    falseScores: scored.filter(({ index, results: own }) => own['average_score'] !== scoreOf(index)).length,
    results,
  };
}

async function readResults(batch: BatchRecord): Promise<readonly BatchItem[]> {
  const results: BatchItem[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const page: Awaited<ReturnType<typeof readItems>> = await readItems(batching.read(), batch, {
      from,
      limit: 1_000,
    });
    if (page.results.length === 0) return results;
    results.push(...page.results);
    from = page.next;
  }
  return results;
}
