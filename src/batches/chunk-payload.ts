import type { BatchRecord } from '../store/batch-record.ts';
import type { ByteRange } from '../store/payloads.ts';
import type { Item } from './evaluate-item.ts';
import { partKey } from './payload-parts.ts';
import { groupOf, placeInGroup } from './plan.ts';
import type { BatchPorts } from './ports.ts';

/** Where the lines of a chunk are: a range of one object, or of several that follow one another. */
export interface ChunkPlace {
  readonly bytes: number;
  readonly ranges: readonly (ByteRange & { readonly key: string })[];
}

const newline = 0x0a;

/** Where a chunk's lines are: the batch itself says it, or the plan of the chunk's group. */
export async function findChunk(
  ports: Pick<BatchPorts, 'splits'>,
  batch: Pick<BatchRecord, 'batchId' | 'offsets' | 'payloadKey'>,
  chunk: number,
): Promise<ChunkPlace> {
  const { batchId, offsets, payloadKey } = batch;
  if (offsets) {
    const range = rangeAt(offsets, chunk);
    return { bytes: range.end - range.start, ranges: [{ key: payloadKey, ...range }] };
  }
  const plan = await ports.splits.plan(batchId, groupOf(chunk));
  const { start, end } = rangeAt(plan.offsets, placeInGroup(chunk));
  const ranges = plan.parts.flatMap(([part, first], index) => {
    const next = plan.parts[index + 1]?.[1] ?? end;
    const range = { start: Math.max(start, first) - first, end: Math.min(end, next) - first };
    return range.start < range.end ? [{ key: partKey(batch, part), ...range }] : [];
  });
  return { bytes: end - start, ranges };
}

/** The items at a place, each as its line; the first of them has this index. */
export async function readChunkItems(
  ports: Pick<BatchPorts, 'payloads'>,
  { ranges }: ChunkPlace,
  first: number,
): Promise<readonly Item[]> {
  const pieces: Uint8Array[] = [];
  for (const { key, start, end } of ranges) pieces.push(await ports.payloads.get(key, { start, end }));
  const lines = cut(pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces));
  return lines.map((line, offset) => ({ index: first + offset, line }));
}

function rangeAt(offsets: readonly number[], position: number): ByteRange {
  const [start, end] = [offsets[position], offsets[position + 1]];
  if (start === undefined || end === undefined) throw new Error(`there is no chunk at ${position}`);
  return { start, end };
}

function cut(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  if (start < bytes.length) lines.push(bytes.subarray(start));
  return lines;
}
