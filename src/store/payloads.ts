import { GetObjectCommand, HeadBucketCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { type Bucket, isMissing, reached } from './bucket.ts';

/** Bytes `start` up to but not including `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What is known of an object without reading it. */
export interface ObjectFact {
  readonly bytes: number;
  /** Names its content. */
  readonly etag: string;
}

/** The bucket of batch payloads and of results too large for the table. */
export function createPayloadStore({ client, name: Bucket }: Bucket) {
  return {
    async put(key: string, body: Uint8Array | string): Promise<void> {
      await reached(() => client.send(new PutObjectCommand({ Bucket, Key: key, Body: body })));
    },

    /** The object, or a range of its bytes. */
    async get(key: string, range?: ByteRange): Promise<Uint8Array> {
      const Range = range ? `bytes=${range.start}-${range.end - 1}` : undefined;
      return reached(async () => {
        const { Body } = await client.send(
          new GetObjectCommand({ Bucket, Key: key, ...(Range ? { Range } : {}) }),
        );
        if (!Body) throw new Error(`object ${key} has no body`);
        return Body.transformToByteArray();
      });
    },

    /** Size and content's name of an object; null if there is none. */
    async head(key: string): Promise<ObjectFact | null> {
      return reached(async () => {
        try {
          const fact = await client.send(new HeadObjectCommand({ Bucket, Key: key }));
          return { bytes: fact.ContentLength ?? 0, etag: fact.ETag ?? '' };
        } catch (error) {
          if (isMissing(error)) return null;
          throw error;
        }
      });
    },

    /** Resolves if the bucket can be reached. */
    async probe(): Promise<void> {
      await reached(() => client.send(new HeadBucketCommand({ Bucket })));
    },
  };
}

/** See {@link createPayloadStore}. */
export type PayloadStore = ReturnType<typeof createPayloadStore>;
