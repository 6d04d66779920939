import type { Example } from '../../src/http/documented.ts';
import type { batchDownloadContract } from './contract.ts';

/** A redirect to the file. */
export const batchDownloadExample: Example<typeof batchDownloadContract> = {
  summary:
    'Leads to all results of a batch that has ended as one file of JSON Lines, in the order of its items.',
  tag: 'Batches',
  replies: { 303: null },
};
