import { plainEndpoint } from '../../src/platform/plain-entry.ts';
import { indexContract } from './contract.ts';
import { indexExample } from './example.ts';

/** Says what this service is, where its documents and health are, and how a first call looks. */
export const handler = plainEndpoint(indexContract, async () => ({
  status: 200,
  reply: indexExample.replies[200],
}));
