import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findChunk, readChunkItems } from '../../../src/batches/chunk-payload.ts';
import { createPartWriter, planGroup } from '../../../src/batches/payload-parts.ts';
import { chunksOf, itemsOf, planChunks } from '../../../src/batches/plan.ts';
import type { PayloadStore } from '../../../src/store/payloads.ts';
import type { SplitStore } from '../../../src/store/splits.ts';

const batch = { batchId: 'batch_x', offsets: null, payloadKey: 'batches/x/part-' };

/** Writes lines into parts of so many bytes, and reads every chunk back through its plan. */
async function throughParts(lines: readonly string[], partBytes: number): Promise<string[]> {
  const objects = new Map<string, Uint8Array>();
  const put = async (key: string, body: Uint8Array | string) => void objects.set(key, Buffer.from(body));
  const writer = createPartWriter({ put }, batch, partBytes);
  for (const line of lines) await writer.add(Buffer.from(line));
  const index = await writer.end();
  const plan = planChunks(lines.length);
  const get = async (key: string, range?: { readonly start: number; readonly end: number }) =>
    (objects.get(key) ?? new Uint8Array()).subarray(range?.start, range?.end);
  const ports = {
    payloads: { get } as PayloadStore,
    splits: { plan: async (_batchId: string, group: number) => planGroup(plan, index, group) } as SplitStore,
  };
  const read: string[] = [];
  for (const chunk of chunksOf(plan)) {
    const place = await findChunk(ports, batch, chunk);
    const items = await readChunkItems(ports, place, itemsOf(plan, chunk).first);
    for (const item of items) read[item.index] = Buffer.from(item.line).toString('utf8');
  }
  return read;
}

test('every chunk finds its lines again, wherever the parts were cut', async () => {
  const line = fc.string({ minLength: 1, maxLength: 30 }).map((text) => text.replace(/\n/g, ' '));
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 200 }),
      async (lines, partBytes) => {
        expect(await throughParts(lines, partBytes)).toEqual(lines);
      },
    ),
    { numRuns: 50 },
  );
});

test('chunks of a second group find their lines', async () => {
  const lines = Array.from({ length: 2_600 }, (_, index) => `line ${index}`);
  expect(await throughParts(lines, 500)).toEqual(lines);
});
