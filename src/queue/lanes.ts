import pLimit from 'p-limit';
import type { Lanes, Turn } from '../batches/delivery.ts';
import type { BatchPorts, WorkPorts } from '../batches/ports.ts';
import { watchStop } from '../batches/stop-look.ts';
import type { BatchRecord } from '../store/batch-record.ts';

type LanePorts = Pick<WorkPorts, 'uploadConcurrency' | keyof BatchPorts>;

/** The lanes of the batches that one invocation works on. */
export function createLanes(ports: LanePorts): (batch: BatchRecord) => Lanes {
  const lanes = new Map<string, Lanes>();
  return (batch) => {
    const own = lanes.get(batch.batchId) ?? createOwn(ports, batch);
    lanes.set(batch.batchId, own);
    return own;
  };
}

function createOwn(ports: LanePorts, batch: BatchRecord): Lanes {
  return {
    items: pLimit(batch.offsets ? batch.parallelWorkers : ports.uploadConcurrency),
    chunks: createTurn(),
    isStopped: watchStop(ports, batch),
  };
}

/** Each work waits until the one before it has begun all that it has, or has ended. */
function createTurn(): Turn {
  const oneAtATime = pLimit(1);
  return async (work) => {
    const { promise: allBegun, resolve: begun } = Promise.withResolvers<void>();
    const started = await oneAtATime(async () => {
      const result = work(begun);
      await Promise.race([allBegun, result.catch(() => undefined)]);
      return { result };
    });
    return started.result;
  };
}
