import type { Evaluation } from '../evaluation/evaluation.ts';
import { type Deadline, leftMs } from '../resilience/deadline.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import { findChunk, readChunkItems } from './chunk-payload.ts';
import { type ChunkStart, startChunk } from './chunk-start.ts';
import { evaluateItem, type Item } from './evaluate-item.ts';
import { itemsOf } from './plan.ts';
import type { WorkPorts } from './ports.ts';
import { takeTurn } from './turn.ts';
import { unevaluatedItem } from './unevaluated.ts';

/** Runs a task as soon as there is room for it. */
export type Limit = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** What came of a chunk's items; `start` is null if the time was up before the first of them began. */
export interface ChunkRun {
  readonly start: ChunkStart | null;
  readonly evaluations: readonly Evaluation[];
}

/** A chunk under work: the room for its items, and when to stop. */
export interface ChunkWork {
  readonly chunk: number;
  readonly limit: Limit;
  readonly deadline: Deadline;
}

/** Evaluates a chunk's items under the batch's limit, as soon as there is room to hold them; the first one to get its turn claims the chunk. */
export async function runItems(ports: WorkPorts, batch: BatchRecord, work: ChunkWork): Promise<ChunkRun> {
  const place = await findChunk(ports, batch, work.chunk);
  return ports.holdBytes(place.bytes, async () => {
    const items = await readChunkItems(ports, place, itemsOf(batch, work.chunk).first);
    return evaluateItems(ports, batch, { ...work, items });
  });
}

async function evaluateItems(
  ports: WorkPorts,
  batch: BatchRecord,
  { chunk, limit, deadline, items }: ChunkWork & { readonly items: readonly Item[] },
): Promise<ChunkRun> {
  let claim: Promise<ChunkStart> | undefined;
  let stopped = false;
  const evaluateNext = async (item: Item): Promise<Evaluation | null> => {
    // The embedded judge computes: without a pause no timer would ever see that the time is up.
    await takeTurn();
    // A chunk that would be cut off costs its calls and is begun again all the same.
    if (!claim && leftMs(deadline, ports.now()) <= ports.usualCallMs()) return null;
    claim ??= startChunk(ports, batch, chunk);
    if ((await claim).kind !== 'started') return null;
    if (stopped) return unevaluatedItem(ports, batch, item.index, { status: 'cancelled' });
    const evaluation = await evaluateItem(ports, batch, item, deadline);
    stopped ||= !batch.continueOnError && evaluation.status === 'failed';
    return evaluation;
  };
  const outcomes = await Promise.all(items.map((item) => limit(() => evaluateNext(item))));
  return { start: (await claim) ?? null, evaluations: outcomes.filter((outcome) => outcome !== null) };
}
