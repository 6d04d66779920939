import { expect, test } from '@jest/globals';
import type { BatchPorts } from '../../../src/batches/ports.ts';
import { watchStop } from '../../../src/batches/stop-look.ts';
import { ServiceError } from '../../../src/errors.ts';
import type { BatchRecord } from '../../../src/store/batch-record.ts';

const running = { batchId: 'batch_1', stop: null, status: 'running' } as unknown as BatchRecord;

/** A look at a batch whose reads end like this, one after the other, two seconds apart. */
function lookAt(...reads: readonly (Partial<BatchRecord> | 'away')[]) {
  let at = 0;
  const ends = [...reads];
  const read = async () => {
    const end = ends.shift();
    if (end === 'away') throw new ServiceError('storage_unavailable', 'the table did not answer');
    return { ...running, ...end };
  };
  const look = watchStop({ now: () => at, batches: { read } } as unknown as BatchPorts, running);
  return () => {
    at += 2_000;
    return look();
  };
}

test('a look that fails answers that the batch goes on, as it was seen before', async () => {
  const look = lookAt('away', 'away', { stop: 'cancelled' });
  expect([await look(), await look(), await look()]).toEqual([false, false, true]);
});

test('a look that fails does not revive a batch that was seen stopped', async () => {
  const look = lookAt({ stop: 'cancelled' }, 'away', 'away');
  expect([await look(), await look(), await look()]).toEqual([true, true, true]);
});
