import type { BatchRecord } from '../store/batch-record.ts';
import type { ChunkCounts } from '../store/chunk-record.ts';
import { buryItems } from './bury.ts';
import { type ChunkPlace, findChunk } from './chunk-payload.ts';
import { storeChunk } from './chunk-results.ts';
import { deathsOf, maxStarts, startChunk } from './chunk-start.ts';
import { markFinished } from './complete.ts';
import { ChunkReturned, type Delivery } from './delivery.ts';
import { hasTime } from './item-turns.ts';
import { endOpenItems } from './open-items.ts';
import type { WorkPorts } from './ports.ts';
import { isOutage, runClaimed } from './run-claimed.ts';
import { stopAfterFailure } from './stop.ts';
import { isTerminal } from './stop-look.ts';
import type { Unevaluated } from './unevaluated.ts';

const crashed: Unevaluated = {
  status: 'failed',
  error: {
    code: 'worker_crashed',
    detail: `the worker ended ${maxStarts} times before these items were done`,
  },
};

/** Evaluates one chunk. Its results are put once, whatever is redelivered; what a redelivery finds done is only marked again. A chunk that has to wait is a {@link ChunkReturned}. */
export async function evaluateChunk(ports: WorkPorts, delivery: Delivery): Promise<void> {
  const { batch_id, chunk } = delivery.message;
  const batch = await ports.batches.read(batch_id);
  if (!batch || isTerminal(batch)) return;
  const counts = (await ports.chunks.countsOf(batch_id, chunk)) ?? (await endChunk(ports, batch, delivery));
  // Another copy of the message is at it: that one, or the reconciler after it, will end the chunk.
  if (counts === null) return;
  const finished = new Map([[chunk, counts]]);
  // Before the chunk is marked: the flip must see why the batch stopped.
  if (!batch.continueOnError) await stopAfterFailure(ports, batch, finished);
  await markFinished(ports, batch, finished);
}

/** Gives a chunk its results; the counts that stand, or null if another worker is at it. */
async function endChunk(
  ports: WorkPorts,
  batch: BatchRecord,
  delivery: Delivery,
): Promise<ChunkCounts | null> {
  const { chunk } = delivery.message;
  if (batch.stop) return endUnevaluated(ports, batch, chunk, { status: 'cancelled' });
  const lanes = delivery.lanesFor(batch);
  const claims = await ports.chunks.claimsOf(batch.batchId, chunk);
  if (deathsOf(claims) > 0) {
    return delivery.isolate(() => holdChunk(ports, batch, { delivery, begun: () => undefined }));
  }
  return lanes.chunks((begun) => holdChunk(ports, batch, { delivery, begun }));
}

async function endUnevaluated(
  ports: WorkPorts,
  batch: BatchRecord,
  chunk: number,
  outcome: Unevaluated,
): Promise<ChunkCounts> {
  const evaluations = await endOpenItems(ports, batch, { chunk, outcome });
  await buryItems(ports, batch, chunk, evaluations);
  return storeChunk(ports, batch, { chunk, evaluations });
}

interface Begun {
  readonly delivery: Delivery;
  /** Called when all items have begun. */
  readonly begun: () => void;
}

/** Claims a chunk as soon as there is room to hold its items. */
async function holdChunk(ports: WorkPorts, batch: BatchRecord, work: Begun): Promise<ChunkCounts | null> {
  const place = await findChunk(ports, batch, work.delivery.message.chunk);
  return ports.holdBytes(place.bytes, () => claimChunk(ports, batch, { ...work, place }));
}

interface Held extends Begun {
  readonly place: ChunkPlace;
}

async function claimChunk(ports: WorkPorts, batch: BatchRecord, work: Held): Promise<ChunkCounts | null> {
  const { delivery } = work;
  const { chunk } = delivery.message;
  if (!hasTime(ports, delivery)) throw new ChunkReturned('there was no time to begin', 0);
  const start = await startChunk(ports, batch, chunk);
  if (start.kind === 'held') return null;
  if (start.kind === 'crashed') return endUnevaluated(ports, batch, chunk, crashed);
  const { claim } = start;
  try {
    return await runClaimed(ports, batch, { ...work, claim });
  } catch (error) {
    // An outage is no death: what the table cannot be told now, it will be told by the next claim's count.
    if (!isOutage(error)) throw error;
    const back = { start: claim.start, until: ports.now(), stalled: false };
    await ports.chunks.giveBack(batch.batchId, chunk, back).catch(() => undefined);
    throw error;
  }
}
