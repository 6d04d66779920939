import { createByteLimit } from '../batches/byte-limit.ts';
import type { WorkPorts } from '../batches/ports.ts';
import { batching } from './batching.ts';
import { judging } from './judging.ts';
import { lazy } from './lazy.ts';
import { environment } from './process.ts';
import { storing } from './storing.ts';

// The longest items take ten times their bytes while they are parsed; the function has 512 MB.
const mostItemBytes = 32 * 1_048_576;

/** What the worker needs to evaluate chunks. */
export const working = lazy(
  (): WorkPorts => ({
    ...batching.read(),
    ...judging.run(),
    countActivity: storing.countActivity,
    settle: judging.settle,
    usualCallMs: judging.usualCallMs,
    leaseSeconds: environment().CHUNK_LEASE_SECONDS,
    uploadConcurrency: environment().JUDGE_CONCURRENCY,
    holdBytes: createByteLimit(mostItemBytes),
  }),
);
