import { asServiceError } from '../errors.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import type { ChunkCounts } from '../store/chunk-record.ts';
import { buryItems } from './bury.ts';
import { countChunk } from './chunk-counts.ts';
import { type ChunkRun, type ClaimedChunk, runItems } from './chunk-items.ts';
import type { ChunkPlace } from './chunk-payload.ts';
import { keepOutcomes, readKept, storeChunk } from './chunk-results.ts';
import { ChunkReturned } from './delivery.ts';
import type { WorkPorts } from './ports.ts';
import { completeWith, type Unevaluated, unevaluated } from './unevaluated.ts';

type Claimed = Omit<ClaimedChunk, 'kept'> & { readonly place: ChunkPlace };

const outOfTime: Unevaluated = {
  status: 'failed',
  error: { code: 'deadline_exceeded', detail: 'the time of the worker was over' },
};

/** Evaluates a claimed chunk and stores its results; the counts that stand. What it has to give back it keeps. */
export async function runClaimed(
  ports: WorkPorts,
  batch: BatchRecord,
  claimed: Claimed,
): Promise<ChunkCounts> {
  const { claim, delivery } = claimed;
  const { chunk } = delivery.message;
  const kept = claim.start > 1 ? await readKept(ports, batch, chunk) : [];
  const run = await runItems(ports, batch, { ...claimed, kept });
  const fresh = run.evaluations.filter((evaluation) => !kept.includes(evaluation));
  await countChunk(ports, fresh);
  try {
    return await endRun(ports, batch, { ...claimed, run, hasFresh: fresh.length > 0 });
  } catch (error) {
    if (isOutage(error) && fresh.length > 0) {
      // Best effort: the outage may be over, and what cannot be kept is judged again.
      await keepOutcomes(ports, batch, { chunk, evaluations: run.evaluations }).catch(() => undefined);
    }
    throw error;
  }
}

/** Whether the table, the bucket or a queue did not answer. */
export function isOutage(error: unknown): boolean {
  return asServiceError(error).code === 'storage_unavailable';
}

interface Ended extends Claimed {
  readonly run: ChunkRun;
  /** Whether this claim got further than the ones before. */
  readonly hasFresh: boolean;
}

async function endRun(ports: WorkPorts, batch: BatchRecord, ended: Ended): Promise<ChunkCounts> {
  const { claim, run, hasFresh, delivery } = ended;
  const { chunk } = delivery.message;
  if (run.failure) throw run.failure.error;
  const stalled = run.cut === 'time' && !hasFresh;
  if (run.cut && !(stalled && claim.isLast)) return giveBack(ports, batch, { ...ended, stalled });
  const others = run.cut ? unevaluated(ports, batch, chunk, outOfTime) : run.evaluations;
  await buryItems(ports, batch, chunk, run.evaluations);
  return storeChunk(ports, batch, { chunk, evaluations: completeWith(run.evaluations, others) });
}

/** Keeps what there is, and says when the chunk should come again. */
async function giveBack(
  ports: WorkPorts,
  batch: BatchRecord,
  { delivery, claim, run: { evaluations, cut }, stalled }: Ended & { readonly stalled: boolean },
): Promise<never> {
  const { message, postponeSeconds } = delivery;
  const { chunk } = message;
  const seconds = cut === 'circuit' ? postponeSeconds : 0;
  if (evaluations.length > 0) await keepOutcomes(ports, batch, { chunk, evaluations });
  const until = ports.now() + seconds * 1_000;
  await ports.chunks.giveBack(batch.batchId, chunk, { start: claim.start, until, stalled });
  throw new ChunkReturned(cut === 'circuit' ? 'the circuit is open' : 'the time was up', seconds);
}
