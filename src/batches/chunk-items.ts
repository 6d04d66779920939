import type { Evaluation } from '../evaluation/evaluation.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import { type ChunkPlace, readChunkItems } from './chunk-payload.ts';
import { keepOutcomes } from './chunk-results.ts';
import type { Claim } from './chunk-start.ts';
import type { Delivery } from './delivery.ts';
import type { Item } from './evaluate-item.ts';
import { type Cut, takeTurns } from './item-turns.ts';
import { itemsOf } from './plan.ts';
import type { WorkPorts } from './ports.ts';
import { type StragglerWatch, watchStragglers } from './stragglers.ts';
import { type Unevaluated, unevaluatedItem } from './unevaluated.ts';

/** What came of a chunk's items: outcomes in input order, of all items unless it was cut short or failed. */
export interface ChunkRun {
  readonly evaluations: readonly Evaluation[];
  readonly cut: Cut | null;
  /** What kept items from an outcome of any kind, the first of it. */
  readonly failure: { readonly error: unknown } | null;
}

/** A claimed chunk, and the outcomes that former claims left. */
export interface ClaimedChunk {
  readonly claim: Claim;
  readonly kept: readonly Evaluation[];
  readonly delivery: Delivery;
  /** Called when all items have begun. */
  readonly begun: () => void;
}

// Where one metric's provider stays away, the other metrics are paid for again at every start.
const startsForPart = 5;

const fatal: Unevaluated = {
  status: 'failed',
  error: { code: 'worker_crashed', detail: 'the worker ended again and again at this item' },
};

/** Evaluates the items of a claimed chunk that have no outcome yet: under the batch's limit, or one by one where a worker ended. Nothing of it is under way when it ends, whatever failed. */
export async function runItems(
  ports: WorkPorts,
  batch: BatchRecord,
  claimed: ClaimedChunk & { readonly place: ChunkPlace },
): Promise<ChunkRun> {
  const { claim, kept, delivery, place } = claimed;
  const { chunk } = delivery.message;
  const done = new Map(kept.map((evaluation) => [evaluation.index, evaluation]));
  for (const index of claim.fatal) done.set(index, unevaluatedItem(ports, batch, index, fatal));
  const all = await readChunkItems(ports, place, itemsOf(batch, chunk).first);
  const items = all.filter(({ index }) => !done.has(index));
  const keep = () => keepOutcomes(ports, batch, { chunk, evaluations: inOrder(done) });
  const watch = watchStragglers(keep, ports.stragglerMs);
  const turns = takeTurns(ports, batch, {
    delivery,
    acceptsPart: claim.isLast || claim.start >= startsForPart,
  });
  const evaluate = async (item: Item) => {
    const outcome = await turns.evaluate(item);
    if (outcome) done.set(item.index, outcome);
  };
  const series = { items, evaluate, isOver: () => turns.cut() !== null };
  const run = claim.isSuspicious
    ? oneByOne(ports, batch, { ...claimed, ...series })
    : atOnce(batch, { ...claimed, ...series, watch });
  const failure = await failureOf(run);
  await watch.end();
  return { evaluations: inOrder(done), cut: turns.cut(), failure };
}

async function failureOf(run: Promise<void>): Promise<ChunkRun['failure']> {
  try {
    await run;
    return null;
  } catch (error) {
    return { error };
  }
}

interface Series extends ClaimedChunk {
  readonly items: readonly Item[];
  readonly evaluate: (item: Item) => Promise<void>;
  readonly isOver: () => boolean;
}

async function atOnce(
  batch: BatchRecord,
  { items, evaluate, delivery, begun, watch }: Series & { readonly watch: StragglerWatch },
): Promise<void> {
  const lane = delivery.lanesFor(batch).items;
  let waiting = items.length;
  const begin = (item: Item) => {
    waiting -= 1;
    if (waiting > 0) return evaluate(item);
    begun();
    watch.allBegun();
    return evaluate(item);
  };
  const runs = items.map((item) => lane(() => begin(item)));
  // The others go on: their calls are paid for, and nobody would wait for them any more.
  await Promise.allSettled(runs);
  await Promise.all(runs);
}

/** Each item alone and noted before, so that a worker's end is known to be its; those at which one ended come first. */
async function oneByOne(
  ports: WorkPorts,
  { batchId }: BatchRecord,
  { claim: { start, suspects }, delivery, items, evaluate, isOver }: Series,
): Promise<void> {
  const { chunk } = delivery.message;
  const isSuspect = ({ index }: Item) => suspects.has(index);
  const others = items.filter((item) => !isSuspect(item));
  for (const item of [...items.filter(isSuspect), ...others]) {
    if (isOver()) return;
    await ports.chunks.note(batchId, chunk, { start, index: item.index });
    await evaluate(item);
  }
  await ports.chunks.note(batchId, chunk, { start, index: null });
}

function inOrder(done: ReadonlyMap<number | null, Evaluation>): readonly Evaluation[] {
  return [...done.values()].sort((one, other) => (one.index ?? 0) - (other.index ?? 0));
}
