import { expect, test } from '@jest/globals';
import type { Aggregate } from '../../../src/batches/batch.ts';
import { endBatch } from '../../../src/batches/end.ts';
import type { BatchPorts } from '../../../src/batches/ports.ts';
import { noUsage } from '../../../src/judges/usage.ts';
import type { BatchRecord } from '../../../src/store/batch-record.ts';
import { bodyOf, type ServiceEvent } from '../../../src/webhooks/event.ts';

const figures: Aggregate = {
  mean: 0.1234,
  standard_error: 0.1234,
  ci_low: 0.1234,
  ci_high: 0.1234,
  count: 100_000,
  failed: 100_000,
  skipped: 100_000,
};

test('the message about a batch stays below 64 KB, however many metrics callers have named, and with what long names', async () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `${index}${'🦆'.repeat(100)}`);
  const told: ServiceEvent[] = [];
  const ports = {
    announcer: {
      isAwaited: async () => true,
      announce: async (_key: unknown, event: ServiceEvent) => void told.push(event),
    },
    batches: { flip: async () => true },
  } as unknown as BatchPorts;

  await endBatch(ports, { batchId: 'batch_1', tenant: 'tenant-a' } as BatchRecord, {
    end: {
      status: 'completed',
      at: '2026-11-24T10:00:00.000Z',
      summary: '',
      aggregatesKey: null,
      error: null,
      entry: {} as never,
    },
    summary: {
      successful: 1,
      failed: 0,
      cancelled: 0,
      average: 0.5,
      processing_time: 1,
      usage: noUsage,
      warnings: [],
      aggregate_metrics: Object.fromEntries(names.map((name) => [name, figures])),
    },
  });

  expect(told).toHaveLength(1);
  expect(Buffer.byteLength(bodyOf(told[0] as ServiceEvent))).toBeLessThan(65_536);
});
