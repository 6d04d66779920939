import type { Example } from '../../src/http/documented.ts';
import { acceptedBatch, complete, evaluationIds, modelJudged } from '../samples.ts';
import type { pairwiseContract } from './contract.ts';

/** Two answers, judged in both orders. */
export const pairwiseExample: Example<typeof pairwiseContract> = {
  summary: 'Says which of two answers is better; both orders are judged.',
  tag: 'Evaluations',
  request: { prompt: 'Name a prime.', response_a: '7', response_b: '9', criteria: 'correctness' },
  replies: {
    200: {
      preference: 'a',
      consistent: true,
      confidence: 1,
      explanation: 'Seven is a prime, nine is not.',
      verdicts: [
        { order: 'ab', winner: 'a', explanation: 'Seven is a prime, nine is not.', samples: ['a', 'a', 'a'] },
        { order: 'ba', winner: 'a', explanation: 'Nine is three times three.', samples: ['a', 'a', 'a'] },
      ],
      length_difference: 0,
      ...complete,
      evaluation_time: 1.84,
      metadata: { ...modelJudged, evaluation_id: evaluationIds.single },
    },
    202: acceptedBatch('pairwise'),
  },
};
