import type { Evaluation } from '../evaluation/evaluation.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import type { OpenObject } from '../store/object-writer.ts';
import { readOutcomes } from './outcomes.ts';
import type { BatchPorts } from './ports.ts';
import { toItem } from './read-items.ts';

/** The media type of a file with one JSON document per line. */
const jsonLines = 'application/jsonl';

/** The file of a batch's results, while it is made. */
export interface ResultsFile {
  add(evaluations: readonly Evaluation[]): Promise<void>;
  close(): Promise<void>;
}

/** The object that holds all results of a batch. */
export function resultsKey({ batchId }: Pick<BatchRecord, 'batchId'>): string {
  return `results/${batchId}/results.jsonl`;
}

/** Begins the file of a batch's results: a line per item, as in a page of them. Making it again makes it the same. */
export function openResultsFile(openObject: OpenObject, batch: BatchRecord): ResultsFile {
  const object = openObject(resultsKey(batch), {
    contentType: jsonLines,
    fileName: `${batch.batchId}.jsonl`,
  });
  return {
    add: (evaluations) => {
      const lines = evaluations.map((evaluation) => `${JSON.stringify(toItem(evaluation))}\n`);
      return object.write(Buffer.from(lines.join('')));
    },
    close: () => object.close(),
  };
}

/** The key of the file with all results of a batch that has ended; it is made now if it was not made when the batch ended. */
export async function findResultsFile(
  ports: BatchPorts & { readonly openObject: OpenObject },
  batch: BatchRecord,
): Promise<string> {
  const key = resultsKey(batch);
  if (await ports.payloads.head(key)) return key;
  const file = openResultsFile(ports.openObject, batch);
  for await (const evaluations of readOutcomes(ports, batch)) await file.add(evaluations);
  await file.close();
  return key;
}
