import type { BatchRecord } from '../store/batch-record.ts';
import type { BatchPorts } from './ports.ts';

/** Sleeps; ends early (without an error) when the signal is aborted. */
export type Sleep = (millis: number, signal: AbortSignal) => Promise<void>;

const firstPause = 50;
const longestPause = 1_000;

/** Polls a batch until it is terminal or the time is up, with growing pauses; the batch as it then stands. */
export async function waitForBatch(
  ports: BatchPorts & { readonly sleep: Sleep },
  batch: BatchRecord,
  until: { readonly deadline: number; readonly signal: AbortSignal },
): Promise<BatchRecord> {
  let current = batch;
  for (
    let pause = firstPause;
    ports.now() + pause < until.deadline && !until.signal.aborted;
    pause = Math.min(pause * 1.5, longestPause)
  ) {
    await ports.sleep(pause, until.signal);
    current = (await ports.batches.read(batch.batchId)) ?? current;
    if (current.summary) return current;
  }
  return current;
}
