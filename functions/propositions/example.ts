import type { Example } from '../../src/http/documented.ts';
import { acceptedBatch, complete, computed, evaluationIds } from '../samples.ts';
import type { propositionsContract } from './contract.ts';

/** Two propositions, of which one is in the reference. */
export const propositionsExample: Example<typeof propositionsContract> = {
  summary: 'Compares extracted propositions with a reference: precision, recall, F1; asks no judge.',
  tag: 'Evaluations',
  request: {
    extracted: ['Alice founded Acme Corp in 2020', 'Bob joined Acme in 2021'],
    reference: ['Alice founded Acme Corp in 2020', 'Carol raised funding for Acme in 2022'],
    method: 'jaccard',
    threshold: 0.5,
  },
  replies: {
    200: {
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
      matched: 1,
      total_extracted: 2,
      total_reference: 2,
      claim_density_per_100_tokens: 18.1818,
      avg_prop_len_tokens: 5.5,
      dedup_rate: 0,
      details: {
        threshold: 0.5,
        method: 'jaccard',
        matches: [{ extracted: 0, reference: 0, similarity: 1 }],
        misses: [{ extracted: 1, best_reference: 0, similarity: 0.2222 }],
      },
      ...complete,
      evaluation_time: 0.001,
      metadata: { ...computed, evaluation_id: evaluationIds.single },
    },
    202: acceptedBatch('propositions'),
  },
};
