import { createHash } from 'node:crypto';
import * as z from 'zod';
import { ServiceError } from '../errors.ts';
import type { PayloadStore } from '../store/payloads.ts';
import type { UploadedFile } from '../store/splits.ts';
import type { UploadForm } from '../store/upload-links.ts';
import { UploadId } from './upload-id.ts';

/** A form to upload one file with, and the id by which a batch names the file. */
export const UploadTicket = z.object({
  upload_id: UploadId,
  url: z.url().describe('POST the form here'),
  fields: z
    .record(z.string(), z.string())
    .describe('Fields of the form, in this order; the file comes last, as `file`'),
  expires_at: z.iso.datetime().describe('Until when the form is good'),
  max_bytes: z.number().int().describe('The largest file it takes'),
});

/** See the schema of the same name. */
export type UploadTicket = z.infer<typeof UploadTicket>;

/** What offering uploads needs of the world. */
export interface UploadPorts {
  readonly signUpload: (key: string) => Promise<UploadForm>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly seconds: number;
  readonly maxBytes: number;
}

/** Offers a tenant a place for one file. The id is the caller's to choose: the same id is the same place. */
export async function offerUpload(
  ports: UploadPorts,
  tenant: string,
  uploadId: string,
): Promise<UploadTicket> {
  const expiresAt = ports.now() + ports.seconds * 1_000;
  const { url, fields } = await ports.signUpload(uploadKey(tenant, uploadId));
  return {
    upload_id: uploadId,
    url,
    fields: { ...fields },
    expires_at: new Date(expiresAt).toISOString(),
    max_bytes: ports.maxBytes,
  };
}

/** The files behind upload ids, in order, as they are now. One that is not there, or is another tenant's, is named. */
export async function findUploads(
  { payloads, maxUploadBytes }: { readonly payloads: PayloadStore; readonly maxUploadBytes: number },
  tenant: string,
  uploadIds: readonly string[],
): Promise<readonly UploadedFile[]> {
  return Promise.all(
    uploadIds.map(async (uploadId, index) => {
      const key = uploadKey(tenant, uploadId);
      const fact = await payloads.head(key);
      if (!fact) throw invalidUpload(index, `${uploadId} names no file that you have uploaded`);
      if (fact.bytes > maxUploadBytes) {
        throw invalidUpload(index, `${uploadId} has ${fact.bytes} bytes; at most ${maxUploadBytes}`);
      }
      return { uploadId, key, etag: fact.etag };
    }),
  );
}

/** A tenant's uploads have a folder of their own: no id leads to another tenant's. */
function uploadKey(tenant: string, uploadId: string): string {
  return `uploads/${createHash('sha256').update(tenant).digest('hex')}/${uploadId}`;
}

function invalidUpload(index: number, msg: string): ServiceError {
  const loc = ['body', 'input_upload_ids', index];
  return new ServiceError('invalid_request', `input_upload_ids[${index}]: ${msg}`, {
    errors: [{ loc, msg, type: 'custom' }],
  });
}
