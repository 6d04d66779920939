import { burying } from '../../src/platform/burying.ts';
import { createCollector } from '../../src/queue/dead-letters.ts';

/** Keeps what other queues gave up, and ends what waits for it. */
export const handler = createCollector(burying.collect);
