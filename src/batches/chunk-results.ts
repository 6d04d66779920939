import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import type { ChunkCounts, ChunkRecord } from '../store/chunk-record.ts';
import { ChunkResults } from './batch.ts';
import type { BatchPorts } from './ports.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);
// A quarter of what an item holds: larger results become an object.
const maxInlineBytes = 100_000;

/** Stores the outcomes of a chunk if it has none yet; the counts that stand: another worker may have been first. */
export async function storeChunk(
  ports: BatchPorts,
  batch: BatchRecord,
  outcome: { readonly chunk: number; readonly evaluations: readonly Evaluation[] },
): Promise<ChunkCounts> {
  const { chunk, evaluations } = outcome;
  // What could not be read back would keep the batch from ever ending.
  const packed = await compress(JSON.stringify(ChunkResults.parse(evaluations)));
  const results = packed.length <= maxInlineBytes ? packed : await storeObject(ports, batch, chunk, packed);
  const { batchId, expiresAt } = batch;
  const counts = countOutcomes(evaluations);
  if (await ports.chunks.finish(batchId, { chunk, counts, results }, expiresAt)) return counts;
  return (await ports.chunks.countsOf(batchId, chunk)) ?? counts;
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
  { results }: ChunkRecord,
): Promise<readonly Evaluation[]> {
  const packed = typeof results === 'string' ? await ports.payloads.get(results) : results;
  return ChunkResults.parse(JSON.parse((await decompress(packed)).toString('utf8')));
}

function countOutcomes(evaluations: readonly Evaluation[]): ChunkCounts {
  const count = (status: Evaluation['status']) => evaluations.filter((each) => each.status === status).length;
  return { completed: count('completed'), failed: count('failed'), cancelled: count('cancelled') };
}
