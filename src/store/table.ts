/** The table's keys, indexes and TTL as plain data: infrastructure and the embedded engine both create it from here. */
export const tableDefinition = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLiveAttribute: 'ttl',
  indexes: {
    /** A tenant's batches, newest first. */
    batches: { partitionKey: 'batches_pk', sortKey: 'batches_sk', attributes: [] },
    /** A tenant's results by month: keys, and what they are filtered and averaged by; no document. */
    history: {
      partitionKey: 'history_pk',
      sortKey: 'history_sk',
      attributes: ['evaluation_type', 'score', 'scores', 'judge_kind', 'ttl'],
    },
    /** Sparse: batches that are not terminal yet, for the reconciler. */
    pending: { partitionKey: 'pending_pk', sortKey: 'pending_sk', attributes: [] },
    /** Sparse: items that still have something to tell webhooks. */
    outbox: { partitionKey: 'outbox_pk', sortKey: 'outbox_sk', attributes: [] },
  },
} as const satisfies TableDefinition;

/** One global secondary index; with `attributes` it projects the keys and those, and nothing else. */
export interface IndexDefinition {
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly attributes: readonly string[];
}

/** A table with string keys. */
export interface TableDefinition {
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly timeToLiveAttribute: string;
  readonly indexes: Readonly<Record<string, IndexDefinition>>;
}

/** The version that written items carry; a reader understands its own and the one before. */
export const itemVersion = 1;
