import { ServiceError } from '../errors.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import type { SplitPlan } from '../store/splits.ts';
import { createPartWriter, type PartIndex, planGroup } from './payload-parts.ts';
import { groupCount, planChunks } from './plan.ts';
import type { WholePorts } from './ports.ts';
import { readUploadLines } from './upload-lines.ts';

/** Writes the lines of a batch's files as workers read them, and where each chunk's are. Nothing is held but one part, and repeating it writes the same again. What is not read by `endsAt`, in epoch milliseconds, is `deadline_exceeded`. */
export async function splitFiles(ports: WholePorts, batch: BatchRecord, endsAt: number): Promise<SplitPlan> {
  const index = await writeParts(ports, batch, endsAt);
  const totalItems = index.lines.length - 1;
  if (totalItems === 0) throw new ServiceError('invalid_request', 'the files have no lines');
  const plan = planChunks(totalItems);
  for (let group = 0; group < groupCount(plan); group += 1) {
    await ports.splits.putPlan(batch, group, planGroup(plan, index, group));
  }
  return plan;
}

async function writeParts(ports: WholePorts, batch: BatchRecord, endsAt: number): Promise<PartIndex> {
  const writer = createPartWriter(ports.payloads, batch);
  const unpacked = { bytes: 0, lines: 0 };
  for (const file of await ports.splits.files(batch)) {
    for await (const lines of readUploadLines(ports.files, file, unpacked)) {
      if (ports.now() >= endsAt)
        throw new ServiceError('deadline_exceeded', 'the files take too long to read');
      for (const line of lines) await writer.add(line);
    }
  }
  return writer.end();
}
