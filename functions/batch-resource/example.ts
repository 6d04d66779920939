import type { Example } from '../../src/http/documented.ts';
import { batchId, completedBatch, evaluationIds } from '../samples.ts';
import type {
  batchCancelContract,
  batchListContract,
  batchResultsContract,
  batchStatusContract,
} from './contract.ts';

const tag = 'Batches';

/** A page with one batch. */
export const batchListExample: Example<typeof batchListContract> = {
  summary: 'Lists your batches, newest first.',
  tag,
  replies: { 200: { batches: [completedBatch()], next_cursor: null } },
};

/** A completed batch. */
export const batchStatusExample: Example<typeof batchStatusContract> = {
  summary: 'Shows the progress of a batch; once it has ended, its aggregates.',
  tag,
  replies: { 200: completedBatch() },
};

/** A page with one outcome. */
export const batchResultsExample: Example<typeof batchResultsContract> = {
  summary: 'Pages through the results of a batch, in the order of its items.',
  tag,
  replies: {
    200: {
      batch_id: batchId,
      results: [
        {
          index: 0,
          evaluation_id: evaluationIds.item,
          status: 'completed',
          results: { average_score: 0.9, failed_metrics: [], skipped_metrics: [], partial_results: false },
        },
      ],
      next_cursor: null,
    },
  },
};

/** A batch that was cancelled before its item was evaluated. */
export const batchCancelExample: Example<typeof batchCancelContract> = {
  summary: 'Cancels a batch: what is not evaluated yet will not be.',
  tag,
  replies: {
    202: {
      ...completedBatch(),
      status: 'cancelled',
      successful: 0,
      cancelled: 1,
      aggregate_metrics: {},
      average_score: null,
    },
  },
};
