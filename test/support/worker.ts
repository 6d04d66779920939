import { ulid } from 'ulid';
import { type Engines, startEngines } from '../../local/engines.ts';
import { advanceBatch } from '../../src/batches/advance.ts';
import { type BatchBody, BatchBody as BatchSchema } from '../../src/batches/batch.ts';
import type { ChunkMessage, ChunkQueue } from '../../src/batches/chunk-queue.ts';
import { evaluateChunk } from '../../src/batches/evaluate-chunk.ts';
import type { SubmitPorts, WholePorts, WorkPorts } from '../../src/batches/ports.ts';
import { submitBatch } from '../../src/batches/submit.ts';
import { offerUpload } from '../../src/batches/uploads.ts';
import { batching } from '../../src/platform/batching.ts';
import { splitting } from '../../src/platform/splitting.ts';
import { uploading } from '../../src/platform/uploading.ts';
import { working } from '../../src/platform/working.ts';
import { createLanes } from '../../src/queue/lanes.ts';
import type { BatchRecord } from '../../src/store/batch-record.ts';
import { endsWith } from './deadlines.ts';

/** The service's parts on real engines, with the messages of batches in the test's hand. */
export interface Workbench {
  readonly sent: ChunkMessage[];
  /** The batches that were sent as wholes. */
  readonly wholes: string[];
  /** The queues that put their messages into the lists above. */
  readonly queues: Pick<SubmitPorts, 'queue' | 'wholes'>;
  submit(fields: Record<string, unknown>, over?: Partial<SubmitPorts>): Promise<BatchRecord>;
  deliver(message: ChunkMessage, over?: Partial<WorkPorts>, signal?: AbortSignal): Promise<void>;
  /** Works on a batch as a whole. */
  advance(batchId: string, over?: Partial<WholePorts>, endsAt?: number): Promise<void>;
  /** Puts a file where a tenant's upload would be; its id. */
  upload(content: string | Uint8Array, tenant?: string): Promise<string>;
  read(batchId: string): Promise<BatchRecord>;
  stop(): Promise<void>;
}

/** Starts engines in memory and the services on them; nothing polls the queue. */
export async function startWorkbench(): Promise<Workbench> {
  const engines: Engines = await startEngines({ folder: null, visibilitySeconds: 30 });
  Object.assign(process.env, engines.environment);
  const sent: ChunkMessage[] = [];
  const queue: ChunkQueue = { send: async (_tenant, messages) => void sent.push(...messages) };
  const wholes: string[] = [];
  const queues = { queue, wholes: { send: async (_tenant: string, id: string) => void wholes.push(id) } };
  const read = async (batchId: string) => {
    const batch = await batching.read().batches.read(batchId);
    if (!batch) throw new Error(`no batch ${batchId}`);
    return batch;
  };
  return {
    sent,
    wholes,
    queues,
    read,
    async submit(fields, over = {}) {
      const body: BatchBody = BatchSchema.parse({
        evaluation_type: 'geval',
        api_name: 'embedded',
        ...fields,
      });
      return submitBatch(
        { ...batching.submit(), ...queues, ...over },
        { tenant: 'tenant-a', body, warnings: [] },
      );
    },
    async deliver(message, over = {}, signal = new AbortController().signal) {
      const ports = { ...working(), wholes: queues.wholes, ...over };
      await evaluateChunk(ports, {
        message,
        lanesFor: createLanes(ports),
        isolate: (task) => task(),
        deadline: endsWith(signal),
        postponeSeconds: 30,
      });
    },
    advance: (batchId, over = {}, endsAt = Number.POSITIVE_INFINITY) =>
      advanceBatch({ ...splitting(), ...queues, ...over }, batchId, endsAt),
    async upload(content, tenant = 'tenant-a') {
      const uploadId = `upl_${ulid()}`;
      const { fields } = await offerUpload(uploading(), tenant, uploadId);
      await batching.payloads().put(fields['key'] ?? '', content);
      return uploadId;
    },
    stop: () => engines.stop(),
  };
}
