import type { WorkPorts } from '../batches/ports.ts';
import { batching } from './batching.ts';
import { judging } from './judging.ts';
import { lazy } from './lazy.ts';
import { environment } from './process.ts';
import { storing } from './storing.ts';

/** What the worker needs to evaluate chunks. */
export const working = lazy(
  (): WorkPorts => ({
    ...batching.read(),
    ...judging.run(),
    countActivity: storing.countActivity,
    settle: judging.settle,
    usualCallMs: judging.usualCallMs,
    leaseSeconds: environment().CHUNK_LEASE_SECONDS,
  }),
);
