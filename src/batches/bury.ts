import * as z from 'zod';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import type { ChunkCounts } from '../store/chunk-record.ts';
import type { DeadLetterStore } from '../store/dead-letters.ts';
import { ChunkMessage } from './chunk-queue.ts';
import { storeChunk } from './chunk-results.ts';
import { markFinished } from './complete.ts';
import { endOpenItems } from './open-items.ts';
import type { BatchPorts } from './ports.ts';
import { isTerminal } from './stop-look.ts';
import type { Unevaluated } from './unevaluated.ts';

/** What burying needs of the world. */
export interface BuryPorts extends BatchPorts {
  readonly deadLetters: DeadLetterStore;
}

/** The body of the letter about items at which workers ended. */
export const DeadItems = ChunkMessage.extend({ indexes: z.array(z.number().int()).min(1) });

const givenUp: Unevaluated = {
  status: 'failed',
  error: { code: 'unavailable', detail: 'given up after too many deliveries' },
};

/** Ends a chunk whose message was given up: what it has so far counts, its open items fail. Safe to repeat. */
export async function buryChunk(ports: BatchPorts, { batch_id, chunk }: ChunkMessage): Promise<void> {
  const batch = await ports.batches.read(batch_id);
  if (!batch || isTerminal(batch)) return;
  const counts = (await ports.chunks.countsOf(batch_id, chunk)) ?? (await giveUp(ports, batch, chunk));
  await markFinished(ports, batch, new Map([[chunk, counts]]));
}

async function giveUp(ports: BatchPorts, batch: BatchRecord, chunk: number): Promise<ChunkCounts> {
  const outcome = batch.stop ? ({ status: 'cancelled' } as const) : givenUp;
  const evaluations = await endOpenItems(ports, batch, { chunk, outcome });
  return storeChunk(ports, batch, { chunk, evaluations });
}

/** Keeps a letter about the items of a chunk that crashed workers, before their chunk is stored: an operator hears of every one. */
export async function buryItems(
  ports: BuryPorts,
  { batchId }: BatchRecord,
  chunk: number,
  evaluations: readonly Evaluation[],
): Promise<void> {
  const crashed = evaluations.filter(
    (each) => each.status === 'failed' && each.error.code === 'worker_crashed',
  );
  if (crashed.length === 0) return;
  const indexes = crashed.map(({ index }) => index ?? 0);
  const body: z.infer<typeof DeadItems> = { v: 1, batch_id: batchId, chunk, indexes };
  await ports.deadLetters.keep({
    id: `${batchId}-${chunk}`,
    kind: 'items',
    body: JSON.stringify(body),
    at: new Date(ports.now()).toISOString(),
    acknowledged: null,
  });
}
