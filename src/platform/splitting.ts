import type { WholePorts } from '../batches/ports.ts';
import { createObjectWriter } from '../store/object-writer.ts';
import { createUploadFiles } from '../store/upload-files.ts';
import { batching } from './batching.ts';
import { bucket } from './bucket.ts';
import { lazy } from './lazy.ts';
import { environment } from './process.ts';

/** What the work on batches as wholes needs. */
export const splitting = lazy(
  (): WholePorts => ({
    ...batching.send(),
    files: createUploadFiles(bucket()),
    openObject: createObjectWriter(bucket()),
    leaseSeconds: environment().SPLIT_LEASE_SECONDS,
  }),
);
