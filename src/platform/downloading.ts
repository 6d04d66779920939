import { createDownloadSigner } from '../store/download-links.ts';
import { createObjectWriter } from '../store/object-writer.ts';
import { batching } from './batching.ts';
import { bucket } from './bucket.ts';
import { lazy } from './lazy.ts';

const seconds = 15 * 60;

/** What handing out the results of a batch as a file needs. */
export const downloading = lazy(() => ({
  ...batching.read(),
  openObject: createObjectWriter(bucket()),
  signDownload: createDownloadSigner(bucket(), seconds),
}));
