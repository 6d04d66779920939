import type { BatchRecord } from '../store/batch-record.ts';
import type { BatchPorts } from './ports.ts';

// A cancelled batch costs at most the judge calls of one second, and looking one read per second.
const freshMs = 1_000;

/** Whether a batch takes no further items, as of a second ago at most. */
export type StopLook = () => Promise<boolean>;

/** Looks at a batch that was read just now, again and again. */
export function watchStop(ports: BatchPorts, batch: BatchRecord): StopLook {
  let look = { at: ports.now(), isStopped: Promise.resolve(isOver(batch)) };
  return () => {
    if (ports.now() - look.at >= freshMs) look = { at: ports.now(), isStopped: readStop(ports, batch) };
    return look.isStopped;
  };
}

async function readStop(ports: BatchPorts, { batchId }: BatchRecord): Promise<boolean> {
  const batch = await ports.batches.read(batchId);
  return batch === null || isOver(batch);
}

function isOver(batch: BatchRecord): boolean {
  return batch.stop !== null || isTerminal(batch);
}

/** Whether a batch has its last status. */
export function isTerminal({ status }: BatchRecord): boolean {
  return status !== 'pending' && status !== 'running';
}
