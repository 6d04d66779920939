import { setImmediate as yieldToTimers } from 'node:timers/promises';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { type Deadline, leftMs } from '../resilience/deadline.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import { type ChunkStart, startChunk } from './chunk-start.ts';
import { evaluateItem, type Item } from './evaluate-item.ts';
import { itemsOf } from './plan.ts';
import type { WorkPorts } from './ports.ts';
import { unevaluatedItem } from './unevaluated.ts';

/** Runs a task as soon as there is room for it. */
export type Limit = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** What came of a chunk's items; `start` is null if the time was up before the first of them began. */
export interface ChunkRun {
  readonly start: ChunkStart | null;
  readonly evaluations: readonly Evaluation[];
}

/** Evaluates a chunk's items under the batch's limit; the first one to get room claims the chunk. */
export async function runItems(
  ports: WorkPorts,
  batch: BatchRecord,
  { chunk, limit, deadline }: { readonly chunk: number; readonly limit: Limit; readonly deadline: Deadline },
): Promise<ChunkRun> {
  const items = await readItems(ports, batch, chunk);
  let claim: Promise<ChunkStart> | undefined;
  let stopped = false;
  const evaluateNext = async (item: Item): Promise<Evaluation | null> => {
    // A chunk that would be cut off costs its calls and is begun again all the same.
    if (!claim && leftMs(deadline, ports.now()) <= ports.usualCallMs()) return null;
    claim ??= startChunk(ports, batch, chunk);
    if ((await claim).kind !== 'started') return null;
    if (stopped) return unevaluatedItem(ports, batch, item.index, { status: 'cancelled' });
    const evaluation = await evaluateItem(ports, batch, item, deadline);
    stopped ||= !batch.continueOnError && evaluation.status === 'failed';
    // The embedded judge computes: without a pause no timer would ever see that the time is up.
    await yieldToTimers();
    return evaluation;
  };
  const outcomes = await Promise.all(items.map((item) => limit(() => evaluateNext(item))));
  return { start: (await claim) ?? null, evaluations: outcomes.filter((outcome) => outcome !== null) };
}

async function readItems(ports: WorkPorts, batch: BatchRecord, chunk: number): Promise<Item[]> {
  const [start, end] = [batch.offsets[chunk], batch.offsets[chunk + 1]];
  if (start === undefined || end === undefined) throw new Error(`${batch.batchId} has no chunk ${chunk}`);
  const lines = Buffer.from(await ports.payloads.get(batch.payloadKey, { start, end })).toString('utf8');
  const { first } = itemsOf(batch, chunk);
  return lines
    .trimEnd()
    .split('\n')
    .map((line, offset) => ({ index: first + offset, line }));
}
