import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type Bucket, reached } from './bucket.ts';

/** An object that is made piece by piece; it is there once it is closed, whole or not at all. */
export interface ObjectWriter {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** What an object is to those who download it. */
export interface ObjectType {
  readonly contentType: string;
  readonly fileName: string;
}

/** Starts an object. */
export type OpenObject = (key: string, type: ObjectType) => ObjectWriter;

// S3 takes no part but the last below 5 MiB; the embedded one no body above 11 MiB.
const partBytes = 6 * 1_048_576;

/** Writes objects of any size, holding one part of them at a time. What is never closed the bucket forgets by itself. */
export function createObjectWriter({ client, name }: Bucket): OpenObject {
  return (key, { contentType, fileName }) => {
    const target = { Bucket: name, Key: key };
    const described = {
      ...target,
      ContentType: contentType,
      ContentDisposition: `attachment; filename="${fileName}"`,
    };
    const parts: CompletedPart[] = [];
    let uploadId: string | undefined;
    let held: Uint8Array[] = [];
    let heldBytes = 0;

    const takeHeld = (): Buffer => {
      const body = Buffer.concat(held);
      held = [];
      heldBytes = 0;
      return body;
    };
    const sendPart = async (): Promise<void> => {
      const body = takeHeld();
      uploadId ??= (await reached(() => client.send(new CreateMultipartUploadCommand(described)))).UploadId;
      const part = { ...target, UploadId: uploadId, PartNumber: parts.length + 1 };
      const sent = await reached(() => client.send(new UploadPartCommand({ ...part, Body: body })));
      parts.push({ PartNumber: part.PartNumber, ETag: sent.ETag, ChecksumCRC32: sent.ChecksumCRC32 });
    };
    return {
      async write(bytes) {
        held.push(bytes);
        heldBytes += bytes.length;
        if (heldBytes >= partBytes) await sendPart();
      },
      async close() {
        if (parts.length === 0) {
          await reached(() => client.send(new PutObjectCommand({ ...described, Body: takeHeld() })));
          return;
        }
        if (heldBytes > 0) await sendPart();
        const completed = { ...target, UploadId: uploadId, MultipartUpload: { Parts: parts } };
        await reached(() => client.send(new CompleteMultipartUploadCommand(completed)));
      },
    };
  };
}
