import { S3Client } from '@aws-sdk/client-s3';
import { ServiceError } from '../errors.ts';

/** Where the objects are. */
export interface Bucket {
  readonly client: S3Client;
  readonly name: string;
}

/** A bucket behind the endpoint and with the credentials of the environment. */
export function openBucket(name: string, { pathStyle }: { readonly pathStyle: boolean }): Bucket {
  const client = new S3Client({
    forcePathStyle: pathStyle,
    requestHandler: {
      requestTimeout: 10_000,
      connectionTimeout: 1_000,
      // Of a body that is read as a stream: a reader that waits for its own writes may pause as long as those may take.
      socketTimeout: 30_000,
      throwOnRequestTimeout: true,
    },
  });
  return { client, name };
}

/** Runs a call of the bucket; its failure is `storage_unavailable`. */
export async function reached<Output>(call: () => Promise<Output>): Promise<Output> {
  try {
    return await call();
  } catch (cause) {
    throw bucketFailure(cause);
  }
}

/** The error for a bucket that failed. */
export function bucketFailure(cause: unknown): ServiceError {
  return new ServiceError('storage_unavailable', 'the payload bucket did not answer', {
    cause,
    retryAfter: 5,
  });
}

/** Whether a failure says that there is no such object: 403 as well, which S3 answers to those who may not list. */
export function isMissing(error: unknown): boolean {
  const status = statusOf(error);
  return status === 404 || status === 403;
}

/** The HTTP status behind a failure of the SDK; null if there is none. */
export function statusOf(error: unknown): number | null {
  const { $metadata } = (error ?? {}) as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return $metadata?.httpStatusCode ?? null;
}
