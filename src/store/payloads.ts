import { GetObjectCommand, HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ServiceError } from '../errors.ts';

/** Bytes `start` up to but not including `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The bucket of batch payloads and of results too large for the table. */
export function createPayloadStore(bucket: string, options: { readonly pathStyle: boolean }) {
  const client = new S3Client({
    forcePathStyle: options.pathStyle,
    requestHandler: { requestTimeout: 10_000, connectionTimeout: 1_000, throwOnRequestTimeout: true },
  });
  return {
    async put(key: string, body: Uint8Array | string): Promise<void> {
      await stored(() => client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body })));
    },

    /** The object, or a range of its bytes. */
    async get(key: string, range?: ByteRange): Promise<Uint8Array> {
      const Range = range ? `bytes=${range.start}-${range.end - 1}` : undefined;
      return stored(async () => {
        const { Body } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key, ...(Range ? { Range } : {}) }),
        );
        if (!Body) throw new Error(`object ${key} has no body`);
        return Body.transformToByteArray();
      });
    },

    /** Resolves if the bucket can be reached. */
    async probe(): Promise<void> {
      await stored(() => client.send(new HeadBucketCommand({ Bucket: bucket })));
    },
  };
}

/** See {@link createPayloadStore}. */
export type PayloadStore = ReturnType<typeof createPayloadStore>;

async function stored<Output>(call: () => Promise<Output>): Promise<Output> {
  try {
    return await call();
  } catch (cause) {
    throw new ServiceError('storage_unavailable', 'the payload bucket did not answer', {
      cause,
      retryAfter: 5,
    });
  }
}
