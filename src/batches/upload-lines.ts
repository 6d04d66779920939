import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asServiceError, ServiceError } from '../errors.ts';
import { maxJsonBytes } from '../evaluators/body/json-limits.ts';
import type { UploadedFile } from '../store/splits.ts';
import type { UploadFiles } from '../store/upload-files.ts';
import { createLineSplitter, type LineLimits, type LineTally } from './line-splitter.ts';
import { maxLines } from './payload-parts.ts';

/** Bytes that the files of a batch may have when they are unpacked: a hundred thousand lines of the longest texts. */
export const maxUnpackedBytes = 10 * 1_024 ** 3;

// Blank lines cost time as well: as many of them as there may be items.
const limits: LineLimits = { lineBytes: maxJsonBytes, lines: 2 * maxLines };

/** What counts across the files of a batch. */
export interface Unpacked extends LineTally {
  bytes: number;
}

/** The lines of an uploaded file, some at a time, unpacked if it is gzip. What is wrong with it is an error that names it. */
export async function* readUploadLines(
  files: UploadFiles,
  file: UploadedFile,
  unpacked: Unpacked,
): AsyncGenerator<readonly Uint8Array[]> {
  const splitter = createLineSplitter(limits, unpacked);
  try {
    for await (const bytes of unpack(await files.open(file))) {
      unpacked.bytes += bytes.length;
      if (unpacked.bytes > maxUnpackedBytes) {
        throw new ServiceError('too_large', `the unpacked files have more than ${maxUnpackedBytes} bytes`);
      }
      yield splitter.push(bytes);
    }
    yield splitter.end();
  } catch (error) {
    throw explain(error, file);
  }
}

async function* unpack(source: Readable): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const head = await readHead(chunks);
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  if (!isGzip) {
    yield* after(head, chunks);
    return;
  }
  // The callback is where the failure of a part is reported to nobody: it ends the last stream, which is read here.
  yield* pipeline(Readable.from(after(head, chunks)), createGunzip(), () => {});
}

/** The first bytes, enough to tell what they are. */
async function readHead(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 2) {
    const { value, done } = await chunks.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  return head;
}

async function* after(head: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  yield* { [Symbol.asyncIterator]: () => chunks };
}

function explain(error: unknown, { uploadId }: UploadedFile): ServiceError {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (typeof code === 'string' && code.startsWith('Z_')) {
    return new ServiceError('invalid_request', `${uploadId} is no valid gzip`, { cause: error });
  }
  if (!(error instanceof ServiceError)) {
    return new ServiceError('storage_unavailable', 'the payload bucket did not answer', {
      cause: error,
      retryAfter: 5,
    });
  }
  const { message, code: known } = asServiceError(error);
  const isNamed = message.startsWith(uploadId);
  return isNamed ? error : new ServiceError(known, `${uploadId}: ${message}`, { cause: error });
}
