import type { UploadPorts } from '../batches/uploads.ts';
import { createUploadSigner } from '../store/upload-links.ts';
import { bucket } from './bucket.ts';
import { chance } from './chance.ts';
import { lazy } from './lazy.ts';
import { environment } from './process.ts';

const seconds = 15 * 60;

/** What offering uploads needs. */
export const uploading = lazy((): UploadPorts => {
  const maxBytes = environment().UPLOAD_MAX_BYTES;
  return {
    now: chance.now,
    signUpload: createUploadSigner(bucket(), { maxBytes, seconds }),
    seconds,
    maxBytes,
  };
});
