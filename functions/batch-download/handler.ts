import { readBatch } from '../../src/batches/read-batch.ts';
import { findResultsFile } from '../../src/batches/results-file.ts';
import { ServiceError } from '../../src/errors.ts';
import { tenantOf } from '../../src/http/request.ts';
import { downloading } from '../../src/platform/downloading.ts';
import { endpoint } from '../../src/platform/entry.ts';
import { batchDownloadContract } from './contract.ts';

/** Leads to all results of a batch that has ended, as one file. */
export const handler = endpoint(batchDownloadContract, async ({ event }) => {
  const ports = downloading();
  const batch = await readBatch(ports, tenantOf(event), event.pathParameters?.['batch_id'] ?? '');
  if (batch.summary === null) {
    throw new ServiceError('conflict', `the batch is ${batch.status}: its results are not complete yet`);
  }
  const key = await findResultsFile(ports, batch);
  return { status: 303, headers: { Location: await ports.signDownload(key) }, reply: null };
});
