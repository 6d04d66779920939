import type { Evaluation } from '../evaluation/evaluation.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import { readKept } from './chunk-results.ts';
import { isOverdue } from './overdue.ts';
import type { BatchPorts } from './ports.ts';
import { completeWith, type Unevaluated, unevaluated } from './unevaluated.ts';

/** A chunk that ends without another evaluation, and how its open items end. */
export interface Ending {
  readonly chunk: number;
  readonly outcome: Unevaluated;
}

/** The outcomes of a chunk that ends now: what was kept of it counts, its open items end as they must. */
export async function endOpenItems(
  ports: BatchPorts,
  batch: BatchRecord,
  { chunk, outcome }: Ending,
): Promise<readonly Evaluation[]> {
  const others = unevaluated(ports, batch, chunk, outcome);
  try {
    return completeWith(await readKept(ports, batch, chunk), others);
  } catch (error) {
    // What cannot be read for a day is lost; the batch must end all the same.
    if (!isOverdue(batch, ports.now())) throw error;
    return others;
  }
}
