import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Bucket } from './bucket.ts';

/** Signs URLs that read one object each, for so many seconds. */
export function createDownloadSigner({ client, name }: Bucket, seconds: number) {
  return (key: string): Promise<string> =>
    getSignedUrl(client, new GetObjectCommand({ Bucket: name, Key: key }), { expiresIn: seconds });
}
