import { type HistoryEntry, historyAttributes, type JudgeKind } from './history.ts';
import { type Items, ifAbsent, type Key } from './items.ts';
import { type OutboxNote, outboxAttributes } from './outbox.ts';
import { itemVersion } from './table.ts';

/** What is stored of one evaluation: the document as its use case made it, and what history is sorted and filtered by. */
export interface StoredResult extends Omit<HistoryEntry, 'id'> {
  readonly tenant: string;
  readonly evaluationId: string;
  readonly judgeKind: JudgeKind;
  /** JSON; the texts under test are not in it. */
  readonly document: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
  /** What is to be told of it; null where nobody listens. */
  readonly note: OutboxNote | null;
}

/** The results of single evaluations, each readable by its own tenant only. */
export function createResultStore(items: Items) {
  return {
    /** False if there is one of that id: an earlier run of the same request stored it. */
    async put(result: StoredResult): Promise<boolean> {
      const key = resultKey(result.tenant, result.evaluationId);
      const item = {
        ...key,
        v: itemVersion,
        document: result.document,
        ...historyAttributes(result.tenant, { ...result, id: result.evaluationId }),
        ...(result.note ? outboxAttributes(key, result.note) : {}),
        ttl: result.expiresAt,
      };
      return items.put(item, ifAbsent);
    },

    /** The document, or null if there is none, it is another tenant's, or it has expired (TTL deletes hours late). */
    async get(tenant: string, evaluationId: string, nowSeconds: number): Promise<string | null> {
      const item = await items.get(resultKey(tenant, evaluationId));
      return item && Number(item['ttl']) > nowSeconds ? String(item['document']) : null;
    },

    /** Deletes a result and, with it, its row in the history. False if {@link get} would not find it. */
    async delete(tenant: string, evaluationId: string, nowSeconds: number): Promise<boolean> {
      return items.delete(resultKey(tenant, evaluationId), {
        ConditionExpression: '#ttl > :now',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':now': nowSeconds },
      });
    },
  };
}

/** See {@link createResultStore}. */
export type ResultStore = ReturnType<typeof createResultStore>;

/** The key of a result's item. */
export function resultKey(tenant: string, evaluationId: string): Key {
  return { pk: `RESULT#${tenant}#${evaluationId}`, sk: 'RESULT' };
}
