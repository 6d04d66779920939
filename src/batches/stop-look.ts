import type { BatchRecord } from '../store/batch-record.ts';
import { causeFields, logger } from '../telemetry/logger.ts';
import type { BatchPorts } from './ports.ts';

// A cancelled batch costs at most the judge calls of one second, and looking one read per second.
const freshMs = 1_000;

/** Whether a batch takes no further items, as of a second ago at most. */
export type StopLook = () => Promise<boolean>;

/** Looks at a batch that was read just now, again and again. A look that fails answers what the one before it saw. */
export function watchStop(ports: BatchPorts, batch: BatchRecord): StopLook {
  let look = { at: ports.now(), isStopped: Promise.resolve(isOver(batch)) };
  return () => {
    if (ports.now() - look.at >= freshMs) {
      look = { at: ports.now(), isStopped: lookAgain(ports, batch, look.isStopped) };
    }
    return look.isStopped;
  };
}

// Looking only spares calls: a table that is away for a moment must not reject items whose judge answers.
async function lookAgain(ports: BatchPorts, batch: BatchRecord, known: Promise<boolean>): Promise<boolean> {
  try {
    return await readStop(ports, batch);
  } catch (error) {
    logger.warn('the stop flag was not read', { batch_id: batch.batchId, ...causeFields(error) });
    return known;
  }
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
