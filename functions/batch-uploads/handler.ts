import { ulid } from 'ulid';
import { offerUpload } from '../../src/batches/uploads.ts';
import { tenantOf } from '../../src/http/request.ts';
import { endpoint } from '../../src/platform/entry.ts';
import { uploading } from '../../src/platform/uploading.ts';
import { batchUploadsContract } from './contract.ts';

/** Offers a form with which the caller uploads one file of items. */
export const handler = endpoint(batchUploadsContract, async ({ event }) => ({
  status: 201,
  reply: await offerUpload(uploading(), tenantOf(event), `upl_${ulid()}`),
}));
