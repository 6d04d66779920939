import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import type { ChunkCounts, ChunkRecord } from '../store/chunk-record.ts';
import { ChunkResults } from './batch.ts';
import type { BatchPorts } from './ports.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);
// Larger results become an object. All chunks of a batch share a partition, which takes 1,000 write units a second, one
// per KB: 60 chunks of this size, where ten of 100 KB would throttle it. A million results of 16 KB cost $10 as items
// ($0.625 per million units) and $5.60 as objects ($5 for the PUTs, and a unit each): from 9 KB on an object is the
// cheaper one, but it takes another request to write and another to read.
const maxInlineBytes = 16 * 1_024;

/** Stores the outcomes of a chunk if it has none yet; the counts that stand: another worker may have been first. */
export async function storeChunk(
  ports: BatchPorts,
  batch: BatchRecord,
  outcome: ChunkOutcome,
): Promise<ChunkCounts> {
  const { chunk, evaluations } = outcome;
  const results = await pack(ports, batch, outcome);
  const { batchId, expiresAt } = batch;
  const counts = countOutcomes(evaluations);
  if (await ports.chunks.finish(batchId, { chunk, counts, results }, expiresAt)) return counts;
  return (await ports.chunks.countsOf(batchId, chunk)) ?? counts;
}

/** Keeps the outcomes of a chunk that goes back to the queue, so that no item is judged again. */
export async function keepOutcomes(
  ports: BatchPorts,
  batch: BatchRecord,
  outcome: ChunkOutcome,
): Promise<void> {
  const results = await pack(ports, batch, outcome);
  await ports.chunks.keep(batch.batchId, outcome.chunk, results, batch.expiresAt);
}

/** The outcomes that were kept of a chunk, none if nothing was. */
export async function readKept(
  ports: BatchPorts,
  batch: BatchRecord,
  chunk: number,
): Promise<readonly Evaluation[]> {
  const results = await ports.chunks.kept(batch.batchId, chunk);
  return results === null ? [] : readEvaluations(ports, { results });
}

interface ChunkOutcome {
  readonly chunk: number;
  readonly evaluations: readonly Evaluation[];
}

async function pack(
  ports: BatchPorts,
  batch: BatchRecord,
  { chunk, evaluations }: ChunkOutcome,
): Promise<ChunkRecord['results']> {
  // What could not be read back would keep the batch from ever ending.
  const packed = await compress(JSON.stringify(ChunkResults.parse(evaluations)));
  return packed.length <= maxInlineBytes ? packed : storeObject(ports, batch, chunk, packed);
}

async function storeObject(
  ports: BatchPorts,
  batch: BatchRecord,
  chunk: number,
  packed: Buffer,
): Promise<string> {
  // A key of its own per attempt: a worker that loses the race must not overwrite what the winner's record points to.
  const key = `results/${batch.batchId}/${chunk}-${ports.now()}-${ports.nonce()}.json.gz`;
  await ports.payloads.put(key, packed);
  return key;
}

/** The outcomes of a finished chunk. */
export async function readEvaluations(
  ports: BatchPorts,
  { results }: Pick<ChunkRecord, 'results'>,
): Promise<readonly Evaluation[]> {
  const packed = typeof results === 'string' ? await ports.payloads.get(results) : results;
  return ChunkResults.parse(JSON.parse((await decompress(packed)).toString('utf8')));
}

function countOutcomes(evaluations: readonly Evaluation[]): ChunkCounts {
  const count = (status: Evaluation['status']) => evaluations.filter((each) => each.status === status).length;
  return { completed: count('completed'), failed: count('failed'), cancelled: count('cancelled') };
}
