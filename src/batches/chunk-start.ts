import type { BatchRecord } from '../store/batch-record.ts';
import type { ChunkClaims } from '../store/chunk-record.ts';
import type { WorkPorts } from './ports.ts';

/** A worker's claim on a chunk. */
export interface Claim {
  /** The how-manieth claim on the chunk this is. */
  readonly start: number;
  /** Whether a former claim ended with its worker: the items are then evaluated one by one, each noted before. */
  readonly isSuspicious: boolean;
  /** Items at which a worker ended once: evaluated first. */
  readonly suspects: ReadonlySet<number>;
  /** Items at which workers ended again and again: not evaluated any more. */
  readonly fatal: ReadonlySet<number>;
  /** Whether what is not evaluated now never will be: former claims ran out of time without getting any further. */
  readonly isLast: boolean;
}

/** How an attempt to claim a chunk ended: it may be evaluated, another copy of the message is at it, or workers died on it too often outside of any item. */
export type ChunkStart =
  | { readonly kind: 'started'; readonly claim: Claim }
  | { readonly kind: 'held' }
  | { readonly kind: 'crashed' };

/** Workers that may end on a chunk before it is given up. */
export const maxStarts = 3;

// The first worker to end on a chunk ended at no item in particular.
const deathsOfFatal = maxStarts - 1;

/** Claims a chunk for as long as an invocation can last, when it is about to be evaluated, so that waiting costs no start. */
export async function startChunk(ports: WorkPorts, batch: BatchRecord, chunk: number): Promise<ChunkStart> {
  const now = ports.now();
  const lease = { now, until: now + ports.leaseSeconds * 1_000, expiresAt: batch.expiresAt };
  const claims = await ports.chunks.start(batch.batchId, chunk, lease);
  if (claims === null) return { kind: 'held' };
  const former = { ...claims, starts: claims.starts - 1 };
  if (deathsOf(former) - claims.endedAt.length >= maxStarts) return { kind: 'crashed' };
  if (batch.status === 'pending') await runBatch(ports, batch, new Date(now).toISOString());
  return { kind: 'started', claim: toClaim(claims, deathsOf(former)) };
}

function toClaim(claims: ChunkClaims, deaths: number): Claim {
  const { starts, stalled, endedAt } = claims;
  const times = Map.groupBy(endedAt, (index) => index);
  const fatal = [...times].filter(([, ends]) => ends.length >= deathsOfFatal).map(([index]) => index);
  return {
    start: starts,
    isSuspicious: deaths > 0,
    fatal: new Set(fatal),
    suspects: new Set(endedAt.filter((index) => !fatal.includes(index))),
    isLast: stalled >= maxStarts - 1,
  };
}

/** How many claims neither ended with results nor were given back; a claim that is still good is among them. */
export function deathsOf({ starts, returned }: Pick<ChunkClaims, 'starts' | 'returned'>): number {
  return Math.max(0, starts - returned);
}

/** The first start of a batch's chunks is told to the webhooks that want it; best effort. */
async function runBatch(ports: WorkPorts, batch: BatchRecord, at: string): Promise<void> {
  const { tenant, batchId, evaluationType, totalItems } = batch;
  if (!(await ports.batches.markRunning(batchId, at))) return;
  const data = { evaluation_type: evaluationType, status: 'running', total_items: totalItems };
  await ports.announcer.mention({ tenant, event: 'batch.started', id: batchId, at, data });
}
