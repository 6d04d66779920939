import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import type { Bucket } from './bucket.ts';

/** A form that puts one object where its key says, and nowhere else. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** How large an upload may be, and for how long its form is good. */
export interface UploadBounds {
  readonly maxBytes: number;
  readonly seconds: number;
}

/** Signs the form for a key: a pre-signed POST, because the URL of a PUT cannot bound the size. */
export function createUploadSigner({ client, name }: Bucket, { maxBytes, seconds }: UploadBounds) {
  return async (key: string): Promise<UploadForm> =>
    createPresignedPost(client, {
      Bucket: name,
      Key: key,
      Conditions: [['content-length-range', 1, maxBytes]],
      Expires: seconds,
    });
}
