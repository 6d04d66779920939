import { type Engines, startEngines } from '../../local/engines.ts';
import { type BatchBody, BatchBody as BatchSchema } from '../../src/batches/batch.ts';
import type { ChunkMessage, ChunkQueue } from '../../src/batches/chunk-queue.ts';
import { evaluateChunk } from '../../src/batches/evaluate-chunk.ts';
import type { SubmitPorts, WorkPorts } from '../../src/batches/ports.ts';
import { submitBatch } from '../../src/batches/submit.ts';
import { batching } from '../../src/platform/batching.ts';
import { working } from '../../src/platform/working.ts';
import type { BatchRecord } from '../../src/store/batch-record.ts';
import { endsWith } from './deadlines.ts';

/** The service's parts on real engines, with the messages of batches in the test's hand. */
export interface Workbench {
  readonly sent: ChunkMessage[];
  submit(fields: Record<string, unknown>, over?: Partial<SubmitPorts>): Promise<BatchRecord>;
  deliver(message: ChunkMessage, over?: Partial<WorkPorts>, signal?: AbortSignal): Promise<void>;
  read(batchId: string): Promise<BatchRecord>;
  stop(): Promise<void>;
}

/** Starts engines in memory and the services on them; nothing polls the queue. */
export async function startWorkbench(): Promise<Workbench> {
  const engines: Engines = await startEngines({ folder: null, visibilitySeconds: 30 });
  Object.assign(process.env, engines.environment);
  const sent: ChunkMessage[] = [];
  const queue: ChunkQueue = { send: async (_tenant, messages) => void sent.push(...messages) };
  const read = async (batchId: string) => {
    const batch = await batching.read().batches.read(batchId);
    if (!batch) throw new Error(`no batch ${batchId}`);
    return batch;
  };
  return {
    sent,
    read,
    async submit(fields, over = {}) {
      const body: BatchBody = BatchSchema.parse({
        evaluation_type: 'geval',
        api_name: 'embedded',
        ...fields,
      });
      return submitBatch(
        { ...batching.submit(), queue, ...over },
        { tenant: 'tenant-a', body, warnings: [] },
      );
    },
    async deliver(message, over = {}, signal = new AbortController().signal) {
      const ports = { ...working(), ...over };
      await evaluateChunk(ports, {
        message,
        limitFor: () => (task) => task(),
        isolate: (task) => task(),
        deadline: endsWith(signal),
      });
    },
    stop: () => engines.stop(),
  };
}
