import type { HistoryPorts } from '../history/ports.ts';
import { createHistoryStore } from '../store/history.ts';
import { batching } from './batching.ts';
import { lazy } from './lazy.ts';
import { environment } from './process.ts';
import { storing } from './storing.ts';

/** What the use cases of stored evaluations need. */
export const recalling = lazy(
  (): HistoryPorts => ({
    ...batching.read(),
    results: storing.results(),
    history: createHistoryStore(storing.items()),
    retentionDays: environment().RESULT_RETENTION_DAYS,
  }),
);
