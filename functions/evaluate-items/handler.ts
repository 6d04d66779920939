import { working } from '../../src/platform/working.ts';
import { createWorker } from '../../src/queue/worker.ts';

/** Evaluates the chunks of batches that the work queue delivers. */
export const handler = createWorker(working);
