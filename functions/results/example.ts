import type { Example } from '../../src/http/documented.ts';
import { evaluationIds, modelJudged } from '../samples.ts';
import type { resultContract, resultDeleteContract } from './contract.ts';

/** A stored evaluation of one summary. */
export const resultExample: Example<typeof resultContract> = {
  summary: 'Shows one stored evaluation: a single one, or an item of a batch.',
  tag: 'Results',
  replies: {
    200: {
      evaluation_id: evaluationIds.single,
      evaluation_type: 'geval',
      created_at: '2026-11-23T10:00:00.000Z',
      batch_id: null,
      index: null,
      status: 'completed',
      results: { average_score: 0.9444, failed_metrics: [], skipped_metrics: [], partial_results: false },
      evaluation_time: 1.84,
      input_sha256: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
      metadata: { ...modelJudged, evaluation_id: evaluationIds.single },
    },
  },
};

/** A deletion. */
export const resultDeleteExample: Example<typeof resultDeleteContract> = {
  summary: 'Deletes one stored result; an item of a batch cannot be deleted alone.',
  tag: 'Results',
  replies: { 204: null },
};
