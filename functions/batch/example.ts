import type { Example } from '../../src/http/documented.ts';
import { acceptedBatch, completedBatch, evaluationIds } from '../samples.ts';
import type { batchContract } from './contract.ts';

/** A batch of two items, of which one is invalid. */
export const batchExample: Example<typeof batchContract> = {
  summary:
    'Evaluates up to 100 items of one kind, or 100,000 that were uploaded; answers 202 where that takes longer than the wait.',
  tag: 'Batches',
  request: {
    evaluation_type: 'geval',
    items: [
      {
        source_text: 'The bridge opened in 1932 and carries eight lanes.',
        summary: 'An eight-lane bridge opened in 1932.',
      },
      { source_text: 5 },
    ],
    metrics: ['coherence'],
    parallel_workers: 4,
  },
  replies: {
    200: {
      ...completedBatch(),
      total_items: 2,
      failed: 1,
      results: [
        {
          index: 0,
          evaluation_id: evaluationIds.item,
          status: 'completed',
          results: { average_score: 0.9, failed_metrics: [], skipped_metrics: [], partial_results: false },
        },
        {
          index: 1,
          evaluation_id: evaluationIds.item.replace(/0$/, '1'),
          status: 'failed',
          error: { code: 'invalid_request', detail: 'items[1].source_text must be a string' },
        },
      ],
      next_cursor: null,
    },
    202: { ...acceptedBatch('geval'), total_items: 2, pending: 2 },
  },
};
