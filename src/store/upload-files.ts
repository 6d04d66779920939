import type { Readable } from 'node:stream';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { ServiceError } from '../errors.ts';
import { type Bucket, bucketFailure, isMissing, statusOf } from './bucket.ts';
import type { UploadedFile } from './splits.ts';

/** Opens uploaded files as streams of bytes. */
export interface UploadFiles {
  /** The bytes of a file as it was when its batch was submitted; `not_found` if it is gone, `conflict` if it was replaced since. */
  open(file: UploadedFile): Promise<Readable>;
}

/** The uploaded files of a bucket. */
export function createUploadFiles({ client, name: Bucket }: Bucket): UploadFiles {
  return {
    async open({ uploadId, key, etag }) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key, IfMatch: etag }));
        if (!Body) throw new Error(`object ${key} has no body`);
        return Body as Readable;
      } catch (error) {
        if (statusOf(error) === 412) {
          throw new ServiceError('conflict', `${uploadId} was replaced after the batch was submitted`);
        }
        if (isMissing(error)) throw new ServiceError('not_found', `${uploadId} is no longer there`);
        throw bucketFailure(error);
      }
    },
  };
}
