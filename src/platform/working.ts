import { createByteLimit } from '../batches/byte-limit.ts';
import { createPostpone } from '../queue/postpone.ts';
import type { WorkerPorts } from '../queue/worker.ts';
import { batching } from './batching.ts';
import { judging } from './judging.ts';
import { lazy } from './lazy.ts';
import { environment, requireVariable } from './process.ts';
import { storing } from './storing.ts';

// The longest items take ten times their bytes while they are parsed; the function has 512 MB.
const mostItemBytes = 32 * 1_048_576;

/** What the worker needs to evaluate chunks. */
export const working = lazy(
  (): WorkerPorts => ({
    ...batching.read(),
    ...judging.run(),
    countActivity: storing.countActivity,
    settle: judging.settle,
    usualCallMs: judging.usualCallMs,
    leaseSeconds: environment().CHUNK_LEASE_SECONDS,
    uploadConcurrency: environment().JUDGE_CONCURRENCY,
    deadLetters: storing.deadLetters(),
    postpone: createPostpone(requireVariable('WORK_QUEUE_URL')),
    postponeSeconds: environment().POSTPONE_SECONDS,
    stragglerMs: 5_000,
    random: Math.random,
    holdBytes: createByteLimit(mostItemBytes),
  }),
);
