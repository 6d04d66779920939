import type { BatchPorts } from '../batches/ports.ts';
import type { HistoryStore } from '../store/history.ts';
import type { ResultStore } from '../store/results.ts';

/** What reading stored evaluations needs of the world, single ones and items of batches. */
export interface StoredPorts extends BatchPorts {
  readonly results: ResultStore;
}

/** What searching them needs beside. */
export interface HistoryPorts extends StoredPorts {
  readonly history: Pick<HistoryStore, 'pages'>;
  /** How long results are kept: no search goes back further. */
  readonly retentionDays: number;
}
