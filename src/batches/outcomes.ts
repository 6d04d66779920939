import type { Evaluation } from '../evaluation/evaluation.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import { readEvaluations } from './chunk-results.ts';
import { isOverdue } from './overdue.ts';
import type { BatchPorts } from './ports.ts';
import { readAhead } from './read-ahead.ts';
import { type Unevaluated, unevaluated } from './unevaluated.ts';

// Chunks that are read and unpacked while one is folded.
const atOnce = 8;

const lost: Unevaluated = {
  status: 'failed',
  error: { code: 'internal_error', detail: 'the results of this item cannot be read' },
};

/** The outcomes of a finished batch, chunk by chunk in input order. If some cannot be read, an overdue batch counts them as failed: it must end all the same. */
export async function* readOutcomes(
  ports: BatchPorts,
  batch: BatchRecord,
): AsyncGenerator<readonly Evaluation[]> {
  const without = (chunk: number, cause: unknown): readonly Evaluation[] => {
    if (!isOverdue(batch, ports.now())) throw cause;
    return unevaluated(ports, batch, chunk, lost);
  };
  const chunks = readAhead(ports.chunks.records(batch.batchId), atOnce, async (record) => ({
    chunk: record.chunk,
    evaluations: await readEvaluations(ports, record).catch((error) => without(record.chunk, error)),
  }));
  let next = 0;
  const missing = function* (until: number) {
    for (; next < until; next += 1) {
      yield without(next, new Error(`chunk ${next} of ${batch.batchId} is finished and has no results`));
    }
  };
  for await (const { chunk, evaluations } of chunks) {
    yield* missing(chunk);
    yield evaluations;
    next = chunk + 1;
  }
  yield* missing(batch.chunkCount);
}
