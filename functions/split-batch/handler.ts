import { splitting } from '../../src/platform/splitting.ts';
import { createSplitter } from '../../src/queue/splitter.ts';

/** Works on batches as wholes: splits uploaded files into chunks, and ends large batches. */
export const handler = createSplitter(splitting);
