import type { Example } from '../../src/http/documented.ts';
import { version } from '../../src/platform/version.ts';
import type { indexContract } from './contract.ts';

/** Where to begin: what the service answers, word for word. */
export const indexExample = {
  summary: 'Says what this service is, where its documents are, and how a first call looks.',
  tag: 'Documents',
  replies: {
    200: {
      name: 'Assay: evaluations of language-model output',
      version,
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
} as const satisfies Example<typeof indexContract>;
