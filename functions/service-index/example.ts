import type { Example } from '../../src/http/documented.ts';
import type { indexContract } from './contract.ts';

/** Where to begin. */
export const indexExample: Example<typeof indexContract> = {
  summary: 'Says what this service is, where its documents are, and how a first call looks.',
  tag: 'Documents',
  replies: {
    200: {
      name: 'Assay: evaluations of language-model output',
      version: '0.1.0',
      docs: '/api/v1/docs',
      health: '/api/v1/health/evaluations',
      sample: {
        method: 'POST',
        path: '/api/v1/evaluations/geval',
        headers: { 'Content-Type': 'application/json', 'X-API-KEY': '<your key>' },
        body: {
          source_text: 'The bridge opened in 1932 and carries eight lanes.',
          summary: 'An eight-lane bridge opened in 1932.',
        },
      },
    },
  },
};
