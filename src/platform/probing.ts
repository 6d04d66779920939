import { createQueueProbe } from '../queue/queues.ts';
import { lazy } from './lazy.ts';
import { requireVariable } from './process.ts';

/** The depths of the queues. */
export const probing = {
  workQueue: lazy(() => createQueueProbe(requireVariable('WORK_QUEUE_URL'))),
  deadLetters: lazy(() => createQueueProbe(requireVariable('DEAD_LETTER_QUEUE_URL'))),
};
