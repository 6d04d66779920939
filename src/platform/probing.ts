import { createQueueProbe } from '../queue/queues.ts';
import { lazy } from './lazy.ts';
import { requireVariable } from './process.ts';

/** The depth of the work queue. */
export const probing = {
  workQueue: lazy(() => createQueueProbe(requireVariable('WORK_QUEUE_URL'))),
};
