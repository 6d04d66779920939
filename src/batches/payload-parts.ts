import { ServiceError } from '../errors.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import type { PayloadStore } from '../store/payloads.ts';
import type { GroupPlan } from '../store/splits.ts';
import { type ChunkPlan, groupChunks } from './plan.ts';

/** Lines that a batch may have. */
export const maxLines = 100_000;

const newline = Buffer.from('\n');
// With the longest line behind it a part stays below what the embedded bucket takes.
const usualPartBytes = 4 * 1_048_576;

/** Where the lines of a batch came to stand in its parts. */
export interface PartIndex {
  /** Where each line begins in the bytes of the whole batch, and where the last one ends. */
  readonly lines: readonly number[];
  /** Where each part begins. */
  readonly parts: readonly number[];
}

/** Lines as they are stored: plain, in parts that are written as soon as they are full. */
export interface PartWriter {
  add(line: Uint8Array): Promise<void>;
  end(): Promise<PartIndex>;
}

/** The key of a part. */
export function partKey({ payloadKey }: Pick<BatchRecord, 'payloadKey'>, part: number): string {
  return `${payloadKey}${String(part).padStart(5, '0')}.jsonl`;
}

/** Writes the lines of a batch; the same lines always give the same parts, so that it may be repeated. */
export function createPartWriter(
  payloads: Pick<PayloadStore, 'put'>,
  batch: Pick<BatchRecord, 'payloadKey'>,
  partBytes = usualPartBytes,
): PartWriter {
  const lines = [0];
  const parts = [0];
  let held: Uint8Array[] = [];
  let end = 0;

  const flush = async (): Promise<void> => {
    const body = Buffer.concat(held);
    held = [];
    await payloads.put(partKey(batch, parts.length - 1), body);
  };
  return {
    async add(line) {
      if (lines.length > maxLines) {
        throw new ServiceError('too_large', `the files have more than ${maxLines} lines`);
      }
      if (end - (parts.at(-1) ?? 0) >= partBytes) {
        await flush();
        parts.push(end);
      }
      held.push(line, newline);
      end += line.length + 1;
      lines.push(end);
    },
    async end() {
      if (held.length > 0) await flush();
      return { lines, parts };
    },
  };
}

/** The plan of a group of chunks: where its lines stand. */
export function planGroup(plan: ChunkPlan, { lines, parts }: PartIndex, group: number): GroupPlan {
  const chunks = groupChunks(plan, group);
  const lineOf = (chunk: number) => Math.min(chunk * plan.chunkSize, lines.length - 1);
  const firsts = [...chunks, (chunks.at(-1) ?? 0) + 1].map((chunk) => lines[lineOf(chunk)] ?? 0);
  const [start = 0, end = 0] = [firsts[0], firsts.at(-1)];
  const spans = parts.map((first, part) => ({
    part,
    first,
    next: parts[part + 1] ?? Number.POSITIVE_INFINITY,
  }));
  const own = spans.filter(({ first, next }) => first < end && next > start);
  return { offsets: firsts, parts: own.map(({ part, first }) => [part, first] as const) };
}
