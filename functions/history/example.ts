import type { Example } from '../../src/http/documented.ts';
import { evaluationIds, modelJudged } from '../samples.ts';
import type { historyContract } from './contract.ts';

/** One match. */
export const historyExample: Example<typeof historyContract> = {
  summary: 'Searches what you have evaluated, newest first, with averages and a trend.',
  tag: 'Results',
  request: { evaluation_type: 'rag', start_date: '2026-10-01T00:00:00Z', limit: 20 },
  replies: {
    200: {
      total_count: 1,
      truncated: false,
      items: [
        {
          evaluation_id: evaluationIds.single,
          batch_id: null,
          evaluation_type: 'rag',
          created_at: '2026-11-23T10:00:00.000Z',
          score: 0.8,
          results: {
            overall_score: 0.8,
            failed_metrics: [],
            skipped_metrics: [],
            partial_results: false,
            evaluation_time: 2.41,
            metadata: { ...modelJudged, evaluation_id: evaluationIds.single },
          },
        },
      ],
      average_scores: { faithfulness: 0.8 },
      trends: null,
      next_cursor: null,
      aggregations: {
        by_type: {
          rag: {
            count: 1,
            scored: 1,
            average_score: 0.8,
            average_scores: { faithfulness: 0.8 },
            judge_kind: 'model',
          },
        },
      },
      warnings: [],
    },
  },
};
