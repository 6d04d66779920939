import { plainEndpoint } from '../../src/platform/plain-entry.ts';
import { version } from '../../src/platform/version.ts';
import { indexContract } from './contract.ts';

/** Says what this service is, where its documents and health are, and how a first call looks. */
export const handler = plainEndpoint(indexContract, async () => ({
  status: 200,
  reply: {
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
}));
