import { expect, test } from '@jest/globals';
import type { WorkPorts } from '../../../src/batches/ports.ts';
import { createLanes } from '../../../src/queue/lanes.ts';
import type { BatchRecord } from '../../../src/store/batch-record.ts';

const batch = {
  batchId: 'batch_1',
  parallelWorkers: 2,
  offsets: [0, 1],
  stop: null,
  status: 'running',
} as unknown as BatchRecord;
const ports = { now: () => 0, uploadConcurrency: 5 } as WorkPorts;
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('a chunk has its turn when all items of the one before have begun, not when they have ended', async () => {
  const { chunks } = createLanes(ports)(batch);
  const begun: (() => void)[] = [];
  const order: string[] = [];
  const work = (name: string) => (allBegun: () => void) => {
    order.push(name);
    begun.push(allBegun);
    return new Promise<never>(() => undefined);
  };
  void chunks(work('first'));
  void chunks(work('second'));
  await settle();
  expect(order).toEqual(['first']);

  begun[0]?.();
  await settle();
  expect(order).toEqual(['first', 'second']);
});

test('a chunk that fails or ends before its items begin gives its turn away', async () => {
  const { chunks } = createLanes(ports)(batch);

  await expect(chunks(() => Promise.reject(new Error('held')))).rejects.toThrow('held');
  expect(await chunks(async () => 'done')).toBe('done');
});

test('chunks of one batch share its lanes, and batches have lanes of their own', () => {
  const lanesFor = createLanes(ports);
  expect(lanesFor(batch)).toBe(lanesFor({ ...batch }));
  expect(lanesFor({ ...batch, batchId: 'batch_2' })).not.toBe(lanesFor(batch));
});
