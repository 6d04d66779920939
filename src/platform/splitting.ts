import type { WholePorts } from '../batches/ports.ts';
import { createObjectWriter } from '../store/object-writer.ts';
import { createUploadFiles } from '../store/upload-files.ts';
import { causeFields, logger } from '../telemetry/logger.ts';
import { batching } from './batching.ts';
import { bucket } from './bucket.ts';
import { lazy } from './lazy.ts';
import { environment } from './process.ts';

/** A failure is logged: the next turn may do better, and the work must not end for it. */
const repeat: WholePorts['repeat'] = (millis, task) => {
  const timer = setInterval(() => {
    task().catch((error) => logger.warn('a claim was not renewed', causeFields(error)));
  }, millis);
  return () => clearInterval(timer);
};

/** What the work on batches as wholes needs. */
export const splitting = lazy(
  (): WholePorts => ({
    ...batching.send(),
    files: createUploadFiles(bucket()),
    openObject: createObjectWriter(bucket()),
    leaseSeconds: environment().SPLIT_LEASE_SECONDS,
    repeat,
  }),
);
