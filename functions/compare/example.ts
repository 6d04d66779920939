import type { Example } from '../../src/http/documented.ts';
import { evaluationIds } from '../samples.ts';
import type { compareContract } from './contract.ts';

const { single, item } = evaluationIds;

/** Two results with one metric. */
export const compareExample: Example<typeof compareContract> = {
  summary: 'Puts stored results side by side, or two batches item by item.',
  tag: 'Results',
  request: { evaluation_ids: [single, item] },
  replies: {
    200: {
      comparison_summary: `Best in 1 of 1 metrics: ${single}.`,
      metric_comparisons: {
        coherence: [
          { evaluation_id: single, score: 0.9 },
          { evaluation_id: item, score: 0.7 },
        ],
      },
      best_performing: { coherence: single },
      statistical_analysis: {
        coherence: { mean: 0.8, std: 0.1414, min: 0.7, max: 0.9, range: 0.2, cv: 0.1768 },
      },
      warnings: [],
    },
  },
};
