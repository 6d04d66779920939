import { openBucket } from '../store/bucket.ts';
import { lazy } from './lazy.ts';
import { environment } from './process.ts';

/** The bucket of payloads, uploads and results. */
export const bucket = lazy(() => {
  const { PAYLOAD_BUCKET, AWS_ENDPOINT_URL_S3 } = environment();
  return openBucket(PAYLOAD_BUCKET, { pathStyle: AWS_ENDPOINT_URL_S3 !== undefined });
});
