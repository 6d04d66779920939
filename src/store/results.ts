import type { Items, Key } from './items.ts';
import { itemVersion } from './table.ts';

/** What is stored of one evaluation: the document as its use case made it, and what history is sorted and filtered by. */
export interface StoredResult {
  readonly tenant: string;
  readonly evaluationId: string;
  readonly evaluationType: string;
  readonly createdAt: string;
  readonly score: number | null;
  /** Every number of the result by its name. */
  readonly scores: Readonly<Record<string, number>>;
  /** Who judged: means never mix kinds. */
  readonly judgeKind: 'model' | 'embedded' | 'none';
  /** JSON; the texts under test are not in it. */
  readonly document: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** The results of single evaluations, each readable by its own tenant only. */
export function createResultStore(items: Items) {
  return {
    async put(result: StoredResult): Promise<void> {
      await items.put({
        ...keyOf(result.tenant, result.evaluationId),
        v: itemVersion,
        document: result.document,
        history_pk: `T#${result.tenant}#${result.createdAt.slice(0, 7).replace('-', '')}`,
        history_sk: `${result.createdAt}#${result.evaluationId}`,
        evaluation_type: result.evaluationType,
        scores: result.scores,
        judge_kind: result.judgeKind,
        ...(result.score === null ? {} : { score: result.score }),
        ttl: result.expiresAt,
      });
    },

    /** The document, or null if there is none, it is another tenant's, or it has expired (TTL deletes hours late). */
    async get(tenant: string, evaluationId: string, nowSeconds: number): Promise<string | null> {
      const item = await items.get(keyOf(tenant, evaluationId));
      return item && Number(item['ttl']) > nowSeconds ? String(item['document']) : null;
    },
  };
}

/** See {@link createResultStore}. */
export type ResultStore = ReturnType<typeof createResultStore>;

function keyOf(tenant: string, evaluationId: string): Key {
  return { pk: `RESULT#${tenant}#${evaluationId}`, sk: 'RESULT' };
}
